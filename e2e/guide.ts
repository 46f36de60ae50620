import fs from 'node:fs';
import path from 'node:path';
import type { Hygie } from './app.ts';

interface Stage {
  readonly image: string;
  readonly text: string;
  readonly milliseconds: number;
}

/** Leads a tour: each stage has a sentence, a numbered picture and the time it took; the report gathers them. */
export class Guide {
  private readonly hygie: Hygie;
  private readonly out: string;
  private readonly stages: Stage[] = [];
  private last = performance.now();

  constructor(hygie: Hygie) {
    this.hygie = hygie;
    this.out = process.env['HYGIE_DEMO_OUT'] ?? path.join(import.meta.dirname, '..', 'demo-out');
    fs.mkdirSync(this.out, { recursive: true });
  }

  /** What is on the screen now, said in one French sentence. */
  async show(name: string, text: string): Promise<void> {
    const milliseconds = Math.round(performance.now() - this.last);
    const image = `${String(this.stages.length + 1).padStart(2, '0')}-${name}.png`;
    await this.hygie.window.screenshot({ path: path.join(this.out, image), animations: 'disabled' });
    this.stages.push({ image, text, milliseconds });
    console.log(`  ${image}  ${text}`);
    this.write();
    this.last = performance.now();
  }

  /** Written at each stage, so that a tour that stops leaves what it saw. */
  private write(): void {
    const lines = this.stages.flatMap(({ image, text, milliseconds }, index) => [
      `## ${index + 1}. ${text}`,
      '',
      `![${text}](${image})`,
      '',
      `Étape atteinte en ${(milliseconds / 1000).toFixed(1).replace('.', ',')} s.`,
      '',
    ]);
    fs.writeFileSync(path.join(this.out, 'visite.md'), ['# Hygie, visite guidée', '', ...lines].join('\n'));
  }
}
