/** One line of the table: a figure, what it aims at, and what explains it. */
export interface Row {
  /** What was measured, in words a reader understands without the script. */
  readonly what: string;
  /** The target with its unit, such as `≥ 0.35 × echo`; `–` where there is none. */
  readonly aim: string;
  /** The measured value, ready to print. */
  readonly measured: string;
  /** Whether the aim was reached; left out where there is none. */
  readonly reached?: boolean;
  /** Conditions, absolute numbers, or why it falls short. */
  readonly note: string;
}

/** A group of rows measured in one run, so that they can be compared. */
export interface Measurement {
  readonly title: string;
  readonly rows: readonly Row[];
}
