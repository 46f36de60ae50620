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

  triesLeft(name: string): number {
    return Number(fs.readFileSync(path.join(this.folder, 'cartes', name, 'essais-pin'), 'utf8'));
  }

  setTriesLeft(name: string, tries: 0 | 1 | 2 | 3): void {
    fs.writeFileSync(path.join(this.folder, 'cartes', name, 'essais-pin'), `${tries}\n`);
  }
}
