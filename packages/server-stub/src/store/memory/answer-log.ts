import { BYTE_LIMITS } from "../limits.js";
import type { StoredAnswer } from "../store.js";
import { inSlices } from "../../model/slices.js";

/** Beyond it the oldest results are forgotten before their retention is over: memory has to end somewhere. */
const MOST = 1_000_000;

/** The same in characters. */
const LARGEST = BYTE_LIMITS.memory.answers;

const sizeOf = (key: string, { body }: StoredAnswer): number => 200 + key.length + body.length;

/** Answers by idempotency key, in the order of their storing. */
export class AnswerLog {
  #answers = new Map<string, StoredAnswer>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: string): StoredAnswer | undefined {
    return this.#answers.get(key);
  }

  /** Puts it at the end, in place of the one that the key had. */
  keep(key: string, answer: StoredAnswer): void {
    this.#drop(key);
    this.#answers.set(key, answer);
    this.#size += sizeOf(key, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= MOST && this.#size <= LARGEST) return;
      this.#drop(oldest);
    }
  }

  /** Changes the answer where it stands. */
  replace(key: string, answer: StoredAnswer): void {
    const known = this.#answers.get(key);
    if (!known) return;
    this.#answers.set(key, answer);
    this.#size += sizeOf(key, answer) - sizeOf(key, known);
  }

  /** Drops what was stored before this time, and the oldest until the rest is small enough. */
  async forget(since: number, most: number): Promise<void> {
    for await (const slice of inSlices(this.#answers.keys())) {
      for (const key of slice) {
        const at = this.#answers.get(key)?.at;
        if (at !== undefined && (at < since || this.#size > most)) this.#drop(key);
      }
    }
  }

  /** Nothing may be put into it until the copy is made; a sweep may let answers go meanwhile. */
  async copy(): Promise<AnswerLog> {
    const log = new AnswerLog();
    for await (const slice of inSlices(this.#answers)) {
      for (const [key, answer] of slice) {
        log.#answers.set(key, answer);
        log.#size += sizeOf(key, answer);
      }
    }
    return log;
  }

  #drop(key: string): void {
    const known = this.#answers.get(key);
    if (!known) return;
    this.#answers.delete(key);
    this.#size -= sizeOf(key, known);
  }
}
