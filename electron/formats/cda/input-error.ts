/** What was given cannot be written as a valid document. The message is French, for the doctor, and holds no patient data. */
export class CdaInputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CdaInputError';
  }
}
