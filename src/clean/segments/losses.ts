import { batchOf } from "../../core/batch.ts";
import { GuardError } from "../../core/errors.ts";
import type { QueryContext, StageNotes } from "../../core/stage.ts";
import { contract, type Row } from "../../core/table.ts";
import { CutsWriter } from "../edit/cuts-file.ts";
import { leftOver } from "./left-over.ts";
import { charactersBetween } from "./normal-form.ts";
import type { Afterwards } from "./options.ts";
import type { Range } from "./ranges.ts";

/** A guard against destroyed data looks only at corpora from this size on. */
const SMALLEST_CORPUS = 1000;
const ROWS_PER_BATCH = 4096;

/** What is cut, and what may be lost. */
export interface LossOptions {
  /** Rule of the edits, and name of the guard for `--allow`. */
  readonly rule: string;
  /** The same in words, in the plural: `repeated lines`. */
  readonly what: string;
  readonly afterwards: Afterwards;
  readonly largestShare: number;
}

/** All that takes part in a search for repeats. */
export interface Corpus {
  readonly documents: number;
  readonly characters: number;
}

/** Takes down what every document loses: cuts for `cutStage`, a drop for what is left too small, and the share of it all. */
export class Losses {
  readonly #context: QueryContext;
  readonly #options: LossOptions;
  readonly #cuts: CutsWriter;
  #decisions: Row[] = [];
  #documents = 0;
  #dropped = 0;
  #characters = 0;
  #heaviest = { id: "", characters: 0 };

  private constructor(context: QueryContext, options: LossOptions, cuts: CutsWriter) {
    this.#context = context;
    this.#options = options;
    this.#cuts = cuts;
  }

  /** Starts the cuts file; the stage must name it among its files. */
  static async open(context: QueryContext, file: string, options: LossOptions): Promise<Losses> {
    return new Losses(context, options, new CutsWriter(await context.create(file)));
  }

  /** A document in document order with the ranges it loses: sorted, disjoint. */
  async add(id: string, text: Uint8Array, ranges: readonly Range[]): Promise<void> {
    if (ranges.length === 0) return;
    const { rule, afterwards } = this.#options;
    await this.#cuts.add({ id, cuts: ranges.map((range) => ({ ...range, rule })) });
    const left = leftOver(text, ranges);
    const faults = [
      ...this.#fault(id, "words", left.words, afterwards.minimumWords),
      ...this.#fault(id, "sentences", left.sentences, afterwards.minimumSentences),
    ];
    const lost = ranges.reduce((sum, { start, end }) => sum + charactersBetween(text, start, end), 0);
    const characters = faults.length > 0 ? lost + left.characters : lost;
    this.#documents++;
    this.#characters += characters;
    if (characters > this.#heaviest.characters) this.#heaviest = { id, characters };
    if (faults.length > 0) this.#dropped++;
    this.#decisions.push(...faults);
    if (this.#decisions.length >= ROWS_PER_BATCH) await this.#flush();
  }

  /** Stops the run where the loss is unusual; otherwise ends the files and says what goes. */
  async close(corpus: Corpus): Promise<StageNotes> {
    this.#guard(corpus);
    await this.#flush();
    await this.#cuts.close();
    return {
      "characters removed": percent(this.#characters / (corpus.characters || 1)),
      "documents cut": this.#documents,
      "documents dropped": this.#dropped,
    };
  }

  #fault(id: string, what: "words" | "sentences", value: number, bound: number): Row[] {
    if (value >= bound) return [];
    const reason = `${value} ${what} are left without ${this.#options.what}`;
    const rule = `too_few_${what}_left`;
    return [{ id, stage: this.#context.stage, rule, verdict: "drop", value, bound: String(bound), reason }];
  }

  #guard({ documents, characters }: Corpus): void {
    const { rule, what, largestShare } = this.#options;
    const share = this.#characters / (characters || 1);
    if (documents < SMALLEST_CORPUS || share <= largestShare || this.#context.allowed(rule)) return;
    const { id, characters: most } = this.#heaviest;
    throw new GuardError(
      `stage "${this.#context.stage}": without ${what} ${percent(share)} of the characters go; more than ${percent(largestShare)} is unusual, ` +
        `and FineWeb's authors found that such cuts over a whole corpus made their model worse. Document "${id}" loses most, ${count(most)} characters. ` +
        `Look for a smaller scope; if it is right, run again with --allow ${rule}, or set largestShare to ${Math.ceil(share * 100) / 100}.`,
    );
  }

  async #flush(): Promise<void> {
    if (this.#decisions.length === 0) return;
    await this.#context.append("decisions", batchOf(contract.decisions, this.#decisions));
    this.#decisions = [];
  }
}

function count(value: number): string {
  return value.toLocaleString("en");
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
