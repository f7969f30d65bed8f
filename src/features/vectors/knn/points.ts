/** Rows of `dimensions` numbers, row-major. */
export interface Points {
  readonly values: Float32Array;
  readonly length: number;
  readonly dimensions: number;
}

/** The k nearest other rows of every row, nearest first: row i has entries i·k … i·k + k. */
export interface Neighbors {
  readonly k: number;
  readonly indices: Int32Array;
  /** Euclidean distances. */
  readonly distances: Float32Array;
  readonly exact: boolean;
}
