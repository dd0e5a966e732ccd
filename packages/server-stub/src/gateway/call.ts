import type { StubError } from "../model/errors.js";

/** A request, however it came in. */
export interface Call {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly uri: string;
  /** Value of a header by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  readonly body: Body;
}

/** `too-large`: over the limit, read and thrown away. */
export type Body = Uint8Array | "too-large";

/** How an answer goes wrong on its way. */
export type Damage = "reset" | "lost" | "cut";

/** An answer, however it goes out. */
export interface Answer {
  /** 200 when left out: every answer of the platform is. */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly damage?: Damage;
  /** What the one who asks in process is told in place of it. */
  readonly misuse?: StubError;
}
