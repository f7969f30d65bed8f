import type { FunnelData } from "../charts/funnel-data.ts";
import type { HistogramData } from "../charts/histogram.ts";
import type { LinePoint } from "../charts/lines.ts";
import type { Agreement } from "../charts/matrix.ts";
import type { MapCluster, MapPoint } from "../charts/scatter.ts";

/** Everything a report says, as plain data. A section whose part is absent or empty is left out and named at the end. */
export interface ReportFacts {
  readonly run: RunFacts;
  /** Tables that some stage of the run wrote, empty or not. */
  readonly tables?: readonly string[];
  readonly totals: Totals;
  readonly funnel?: FunnelData;
  readonly rules?: readonly RuleFacts[];
  readonly histograms?: readonly HistogramData[];
  readonly duplicates?: DuplicateFacts;
  readonly tasks?: readonly TaskFacts[];
  readonly learning?: readonly LearningCurve[];
  readonly scores?: readonly ScoreFacts[];
  readonly map?: MapFacts;
  readonly tokens?: TokenFacts;
  readonly cost?: CostFacts;
  readonly quarantine?: readonly FaultFacts[];
  readonly stages?: readonly StageFacts[];
  readonly next?: readonly NextStep[];
}

/** Which run this is. Times are given, never taken from a clock. */
export interface RunFacts {
  readonly name: string;
  /** The pipeline file. */
  readonly file: string;
  /** Files, folders or patterns it read. */
  readonly inputs?: readonly string[];
  /** When it ended, as it should be read. */
  readonly ended?: string;
  /** Computing time of its stages, wherever it was spent: what is cached keeps the time it once took. */
  readonly seconds?: number;
  /** The run stopped before its last stage. */
  readonly unfinished?: boolean;
  /** Documents that the run was limited to, when it was a trial. */
  readonly sample?: number;
  readonly version?: string;
}

/** The first numbers a person wants. */
export interface Totals {
  readonly documents: number;
  readonly kept: number;
  readonly quarantined: number;
  /** Tokens of the kept documents; null when nothing was counted. */
  readonly tokens: number | null;
  readonly tokenizer: string | null;
}

/** What one rule dropped. */
export interface RuleFacts {
  readonly stage: string;
  readonly rule: string;
  readonly documents: number;
  /** Documents that no other rule dropped. */
  readonly alone: number;
  readonly bound: string | null;
  /** One reason as it was written. */
  readonly reason: string | null;
}

/** Near and exact copies. */
export interface DuplicateFacts {
  readonly documents: number;
  readonly removed: number;
  readonly clusters: number;
  /** Number of clusters by their size. */
  readonly sizes: readonly { readonly size: number; readonly clusters: number }[];
  readonly largest: readonly DuplicateCluster[];
  /** The chance that a pair is compared, by method and similarity; empty where no sketch was made. */
  readonly curve?: readonly CurvePoint[];
}

/** A point of an S-curve. */
export interface CurvePoint {
  readonly method: string;
  readonly similarity: number;
  readonly chance: number;
}

/** One cluster of copies with the beginning of its kept document, which is null for one of an earlier release. */
export interface DuplicateCluster {
  readonly keeper: string;
  readonly size: number;
  /** The least similarity of a copy. */
  readonly similarity: number | null;
  readonly text: string | null;
  /** Some of the copies, those that differ most first. */
  readonly copies: readonly DuplicateCopy[];
}

/** A document that is not kept, with its beginning. */
export interface DuplicateCopy {
  readonly id: string;
  readonly method: string;
  readonly similarity: number | null;
  readonly text: string;
}

/** What is known about one labeling task. */
export interface TaskFacts {
  readonly task: string;
  /** Documents with a label, of how many. */
  readonly labeled: number;
  readonly documents: number;
  readonly distribution: readonly { readonly label: string; readonly documents: number }[];
  readonly voters: readonly VoterFacts[];
  readonly agreements: readonly Agreement[];
}

/** How often a voter speaks, with others, and against them: shares of all documents. */
export interface VoterFacts {
  readonly voter: string;
  readonly kind: string;
  readonly coverage: number;
  readonly overlap: number;
  readonly conflict: number;
}

/** A measure on held-out documents against the number of labels. */
export interface LearningCurve {
  readonly task: string;
  readonly measure: string;
  readonly series: readonly { readonly name: string; readonly points: readonly LinePoint[] }[];
}

/** A model's highest and lowest documents, the outermost first; of those that begin alike, one. */
export interface ScoreFacts {
  readonly model: string;
  readonly best: readonly ScoredDocument[];
  readonly worst: readonly ScoredDocument[];
}

/** A document with its score and its beginning. */
export interface ScoredDocument {
  readonly id: string;
  readonly score: number;
  readonly text: string;
}

/** The map and how far it can be trusted. */
export interface MapFacts {
  readonly points: readonly MapPoint[];
  /** Documents on the map, of which `points` may be a sample. */
  readonly documents: number;
  readonly clusters: readonly (MapCluster & { readonly terms: readonly string[] })[];
  readonly quality: Readonly<Record<string, number>>;
}

/** Tokens by what they belong to. */
export interface TokenFacts {
  readonly tokenizer: string;
  readonly by: readonly TokenGroups[];
}

/** Tokens parted in one way, the largest part first. */
export interface TokenGroups {
  readonly name: string;
  readonly parts: readonly TokenPart[];
  /** What the tokens are called that lie in no part. */
  readonly rest: string;
}

/** Tokens and documents of one source, label or cluster. */
export interface TokenPart {
  readonly name: string;
  readonly tokens: number;
  readonly documents: number;
}

/** What it takes to train on the tokens, computed by the caller with dated prices. */
export interface CostFacts {
  readonly tokens: number;
  readonly parameters: number;
  readonly flop: number;
  readonly gpuHours: { readonly low: number; readonly high: number };
  readonly money: { readonly low: number; readonly high: number; readonly currency: string };
  readonly loss: number;
  /** Loss by compute along the optimum. */
  readonly curve: readonly LinePoint[];
  /** Formula, hardware, prices with their date and source. */
  readonly notes: readonly string[];
}

/** Records that could not be read, by error. */
export interface FaultFacts {
  readonly error: string;
  readonly records: number;
  readonly source: string;
  readonly excerpt: string;
}

/** One stage of the run. */
export interface StageFacts {
  readonly name: string;
  readonly rowsIn: number | null;
  readonly rowsOut: number | null;
  readonly dropped: number | null;
  readonly seconds: number | null;
  readonly peakBytes: number | null;
  readonly bytesWritten: number | null;
  readonly cached: boolean;
}

/** A command that makes sense now, and why. */
export interface NextStep {
  readonly command: string;
  readonly why: string;
}
