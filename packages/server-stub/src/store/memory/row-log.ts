import type { Sequenced } from "../store.js";

export interface RowLimits {
  readonly rows: number;
  /** Rough size in characters. */
  readonly size: number;
}

/** Rows in the order of their sequence, the oldest of which go when there are too many or they are too large. */
export class RowLog<T> {
  #rows: Sequenced<T>[] = [];
  #size = 0;
  /** Highest sequence that was let go. */
  #forgotten = 0;
  #gone = 0;
  readonly #limits: RowLimits;
  readonly #measure: (row: T) => number;

  constructor(limits: RowLimits, measure: (row: T) => number) {
    this.#limits = limits;
    this.#measure = measure;
  }

  get length(): number {
    return this.#rows.length;
  }

  /** Size of the rows that are kept. */
  get size(): number {
    return this.#size;
  }

  /** How many rows were let go. */
  get gone(): number {
    return this.#gone;
  }

  /** Sequence of the oldest row. */
  get first(): number | undefined {
    return this.#rows[0]?.sequence;
  }

  get forgotten(): number {
    return this.#forgotten;
  }

  push(row: Sequenced<T>): void {
    this.#rows.push(row);
    this.#size += this.#measure(row);
    // An eighth of slack: moving the whole array for each row would cost more than the row.
    const { rows, size } = this.#limits;
    if (this.#rows.length > rows + (rows >> 3) || this.#size > size + (size >> 3)) this.trim(rows, size);
  }

  /** Index of the first row after `sequence`. */
  indexAfter(sequence: number): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle]?.sequence ?? 0) <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  at(sequence: number): Sequenced<T> | undefined {
    const row = this.#rows[this.indexAfter(sequence - 1)];
    return row?.sequence === sequence ? row : undefined;
  }

  replace(row: Sequenced<T>): boolean {
    const index = this.indexAfter(row.sequence - 1);
    const old = this.#rows[index];
    if (old?.sequence !== row.sequence) return false;
    this.#rows[index] = row;
    this.#size += this.#measure(row) - this.#measure(old);
    return true;
  }

  *after(sequence: number): Generator<Sequenced<T>> {
    // The array as it is now: a trim puts another one in its place while a reader gives others their turn.
    const rows = this.#rows;
    for (let index = this.indexAfter(sequence); index < rows.length; index += 1) {
      const row = rows[index];
      if (row) yield row;
    }
  }

  /** Backwards; without a sequence from the end. */
  *before(sequence?: number): Generator<Sequenced<T>> {
    const rows = this.#rows;
    const end = sequence === undefined ? rows.length : this.indexAfter(sequence - 1);
    for (let index = end - 1; index >= 0; index -= 1) {
      const row = rows[index];
      if (row) yield row;
    }
  }

  trim(rows: number, size: number = this.#limits.size): void {
    let from = 0;
    while (from < this.#rows.length && (this.#rows.length - from > rows || this.#size > size)) {
      const row = this.#rows[from];
      if (row) {
        this.#size -= this.#measure(row);
        this.#forgotten = row.sequence;
      }
      from += 1;
    }
    this.#gone += from;
    if (from > 0) this.#rows = this.#rows.slice(from);
  }

  copy(): RowLog<T> {
    const log = new RowLog<T>(this.#limits, this.#measure);
    log.#rows = [...this.#rows];
    log.#size = this.#size;
    log.#forgotten = this.#forgotten;
    return log;
  }
}
