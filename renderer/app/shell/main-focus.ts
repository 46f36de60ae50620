/** Id of the place in the middle of the window. */
export const MAIN = 'place';

/** Takes the focus out of a field of the frame and into the place, so that the next Tab goes on from there. */
export function focusMain(): void {
  document.getElementById(MAIN)?.focus();
}
