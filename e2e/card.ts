import fs from 'node:fs';
import path from 'node:path';

/** The simulated reader of one test, with cards of its own: tries left and locks never reach another test. */
export class CardReader {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  insert(name: string): void {
    fs.writeFileSync(path.join(this.folder, 'lecteur'), `${path.join(this.folder, 'cartes', name)}\n`);
  }

  remove(): void {
    fs.writeFileSync(path.join(this.folder, 'lecteur'), '');
  }

  unplug(): void {
    fs.writeFileSync(path.join(this.folder, 'lecteur'), '-\n');
  }

  /** Gives the reader keys of its own. Before a card is inserted: a reader does not grow them while it holds one. */
  growPinPad(): void {
    this.typeOnPad('');
    fs.chmodSync(path.join(this.folder, 'lecteur.pave'), 0o666);
  }

  /** Types a code on these keys and validates it, or presses « annuler ». */
  typeOnPad(code: string): void {
    fs.writeFileSync(path.join(this.folder, 'lecteur.pave'), code === '' ? '' : `${code}\n`);
  }

  /** Whether a program waits for a code on these keys. */
  padWaits(): boolean {
    return fs.existsSync(path.join(this.folder, 'lecteur.pave.attend'));
  }

  triesLeft(name: string): number {
    return Number(fs.readFileSync(path.join(this.folder, 'cartes', name, 'essais-pin'), 'utf8'));
  }

  setTriesLeft(name: string, tries: 0 | 1 | 2 | 3): void {
    fs.writeFileSync(path.join(this.folder, 'cartes', name, 'essais-pin'), `${tries}\n`);
  }
}
