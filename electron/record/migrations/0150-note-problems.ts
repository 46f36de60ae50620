import type { Migration } from './migration.ts';

/** Which problems of the structured record a note is about: JSON of `ProblemeAborde[]`, none in the notes of before. */
export const noteProblems: Migration = {
  number: 150,
  name: 'note-problems',
  sql: `ALTER TABLE notes ADD COLUMN problemesJson TEXT NOT NULL DEFAULT '[]';`,
};
