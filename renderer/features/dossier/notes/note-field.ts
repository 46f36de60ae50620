/** Name of the field that a consultation begins with, wherever the command to write one comes from. */
export const NOTE_FIRST_FIELD = 'note-motif';
