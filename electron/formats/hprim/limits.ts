/** Beyond these a file is kept without being read: no laboratory sends a report of that size, and reading stays under two seconds. */
export const MAX_BYTES = 5 * 1024 * 1024;
export const MAX_LINES = 200_000;
/** Warnings are for a human: past this number they say nothing more. */
export const MAX_WARNINGS = 50;
/** A number, a bound or a unit is short; longer is text. */
export const MAX_NUMBER = 120;
export const MAX_LABEL = 300;
export const MAX_VALUE = 20_000;
export const MAX_COMMENT = 8_000;
