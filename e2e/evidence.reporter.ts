import fs from 'node:fs';
import path from 'node:path';
import type { Reporter, TestCase, TestResult, TestStep } from 'playwright/types/testReporter';

export interface Evidence {
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** How many expectations were checked: a test that expects nothing shows nothing. */
  readonly expectations: number;
  /** Screenshots attached, relative to the project. */
  readonly images: readonly string[];
}

function countExpectations(steps: readonly TestStep[]): number {
  return steps.reduce((sum, step) => sum + (step.category === 'expect' ? 1 : 0) + countExpectations(step.steps), 0);
}

/** Writes what each test proves, for `npm run recette`. */
export default class EvidenceReporter implements Reporter {
  readonly outputFile: string;
  private readonly evidence: Evidence[] = [];
  private readonly root = path.join(import.meta.dirname, '..');

  constructor(options: { outputFile: string }) {
    this.outputFile = options.outputFile;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const images = result.attachments.filter((attachment) => attachment.contentType === 'image/png');
    this.evidence.push({
      title: test.titlePath().slice(3).join(' › '),
      file: path.relative(this.root, test.location.file),
      line: test.location.line,
      status: result.status === 'skipped' ? 'skipped' : test.outcome() === 'expected' ? 'passed' : 'failed',
      expectations: countExpectations(result.steps),
      images: images.flatMap((image) => (image.path ? [path.relative(this.root, image.path)] : [])),
    });
  }

  onEnd(): void {
    fs.mkdirSync(path.dirname(this.outputFile), { recursive: true });
    fs.writeFileSync(this.outputFile, JSON.stringify(this.evidence, null, 2));
  }
}
