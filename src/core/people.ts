import { UserError } from "./errors.ts";
import type { Row } from "./table.ts";

/**
 * What people do to a corpus: answers, preferences, verdicts, remarks. The log only grows; an undo is a deed of its own,
 * so that every state can be told and taken back. The store behind it is in `src/io/people`.
 */
export type Act =
  | Answer
  | Skip
  | Remark
  | PreferenceGiven
  | BulkLabel
  | Verdict
  | {
      readonly act: "undo" /** Id of the deed that is taken back; undoing an undo brings it again. */;
      readonly deed: string;
    };

/** A person's labels for one document: one for a single choice, one or more where several may apply. */
export interface Answer {
  readonly act: "answer";
  readonly task: string;
  readonly document: string;
  readonly labels: readonly string[];
  /** Seconds that the card was in front of the person. */
  readonly seconds: number;
  /** True when the votes of functions and models were shown. */
  readonly evidence: boolean;
}

/** The person saw the document and gave no label: it does not come again for them. */
export interface Skip {
  readonly act: "skip";
  readonly task: string;
  readonly document: string;
  readonly seconds: number;
}

/** A comment or a flag on a document; the latest of a person counts. */
export interface Remark {
  readonly act: "remark";
  readonly task: string;
  readonly document: string;
  readonly comment: string;
  readonly flagged: boolean;
}

/** Which of two documents is better, for the reward model. `left` and `right` are ids as they were shown. */
export interface PreferenceGiven {
  readonly act: "prefer";
  readonly task: string;
  readonly left: string;
  readonly right: string;
  readonly choice: "left" | "right" | "tie" | "neither";
  readonly seconds: number;
}

/** One label for many documents, from a selection. */
export interface BulkLabel {
  readonly act: "label";
  readonly task: string;
  readonly documents: readonly string[];
  readonly label: string;
  /** How the documents were found: `lasso of 41`, `search "licence"`. */
  readonly selection: string;
}

/** Drops or keeps documents whatever the rules say. */
export interface Verdict {
  readonly act: "decide";
  readonly documents: readonly string[];
  readonly verdict: "drop" | "keep";
  readonly reason: string;
  readonly selection: string;
}

/** An act as a client sends it: its id (a UUID that the client made) makes sending it twice harmless. */
export interface NewDeed {
  readonly id: string;
  readonly act: Act;
}

/** An act in the log. */
export interface Deed extends NewDeed {
  /** Place in the log, from 1. */
  readonly seq: number;
  readonly voter: string;
  readonly at: Date;
  /** True while an undo holds. */
  readonly undone: boolean;
  /** How many documents it is about; the act of a listed deed names no more than the first 100 of them. */
  readonly about: number;
}

/** A labeling task that people made; tasks of pipelines are told by their stages. */
export interface TaskDefinition {
  readonly task: string;
  readonly labels: readonly string[];
  /** Several labels may apply to one document. */
  readonly multiple: boolean;
  readonly guidelines: string;
}

/** Which deeds to list. */
export interface DeedFilter {
  readonly voter?: string;
  readonly task?: string;
  readonly acts?: readonly Act["act"][];
  /** Newest first, at most so many. */
  readonly limit: number;
  /** Acts on many documents name all of them. */
  readonly whole?: boolean;
}

/** The log of people's deeds of one workspace. */
export interface People {
  /** Writes deeds and makes them durable before it returns; a known id with the same content is accepted again, once. */
  record(voter: string, deeds: readonly NewDeed[]): readonly Deed[];
  /** Newest first. */
  deeds(filter: DeedFilter): readonly Deed[];
  /** Grows with every deed; cheap to ask. Also sees what other processes wrote. */
  version(): number;
  tasks(): readonly TaskDefinition[];
  saveTask(task: TaskDefinition): void;
  /**
   * The present state as rows of public tables: `votes`, `preferences` (chosen and rejected as ids), `decisions`, and `remarks`;
   * of all documents, or of some. Preferences are always given whole.
   */
  rows(table: PeopleTable, documents?: readonly string[]): readonly Row[];
  /** What the deeds after a version changed in that state. */
  changes(after: number): PeopleChanges;
  close(): void;
}

/** Which tables are others than before, and the documents whose rows in them may be. */
export interface PeopleChanges {
  readonly tables: readonly PeopleTable[];
  readonly documents: readonly string[];
}

/** Tables that people's deeds amount to. */
export type PeopleTable = "votes" | "preferences" | "decisions" | "remarks";

/** A deed under an id that another deed has. */
export class ConflictError extends UserError {
  override name = "ConflictError";
}
