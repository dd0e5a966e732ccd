export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** One request and its answer, both as they were on the wire. */
export interface Exchange {
  readonly request: SentRequest;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The bytes of the answer's body; a byte order mark shows here alone. */
  readonly bytes: Uint8Array;
  /** Whether the request was a JSON object sent to an operation as any client sends it, whatever its values. */
  readonly ordinary: boolean;
}
