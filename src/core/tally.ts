import type { Run } from "./run.ts";
import type { NamedPart } from "./task.ts";

/** Counts what a stage has done so far and tells it; the total may still grow while the input is being read. */
export class Tally {
  private done = 0;
  private total: number;
  private rows = 0;
  private bytes = 0;
  private readonly run: Run;
  private readonly stage: string;

  constructor(run: Run, stage: string, total: number) {
    this.run = run;
    this.stage = stage;
    this.total = total;
  }

  expect(more: number): void {
    this.total += more;
  }

  /** A part went through; a task may be several parts, or none. */
  part({ tables }: NamedPart): void {
    this.rows += tables.documents?.rows ?? 0;
    this.bytes += tables.documents?.bytes ?? 0;
    this.tell();
  }

  task(): void {
    this.done++;
    this.tell();
  }

  private tell(): void {
    const { stage, done, total, rows, bytes } = this;
    this.run.effects.report({ type: "progress", stage, done, total, rows, bytes });
  }
}
