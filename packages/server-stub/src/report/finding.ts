/** What a client does wrong, or might. */
export type FindingId =
  | "body-changed"
  | "resent-after-final"
  | "never-resent"
  | "intent-under-several-ids"
  | "signature-over-other-content"
  | "time-not-rising";

/** `documented`: a sentence of the API pages says so. `inferred`: the sensible reading. `policy`: a hint. */
export type FindingLevel = "documented" | "inferred" | "policy";

export interface Finding {
  readonly id: FindingId;
  readonly level: FindingLevel;
  /** The intent; the first one where there are several. */
  readonly requestId: string;
  /** Journal sequences of the attempts that show it. */
  readonly attempts: readonly number[];
  /** What was seen, and the mend. */
  readonly message: string;
}

interface Judgement {
  readonly level: FindingLevel;
  readonly message: string;
}

/** The only place that says how bad a finding is, and what to do about it. */
export const JUDGEMENTS: Readonly<Record<FindingId, Judgement>> = {
  "body-changed": {
    level: "documented",
    message:
      "the body changed under one requestId; send the same bytes again, or take a new requestId for a new intent",
  },
  "resent-after-final": {
    level: "documented",
    message: "the same request was sent again after its answer was final; send again only after U or without an answer",
  },
  "never-resent": {
    level: "inferred",
    message: "the outcome stayed unknown: send the same requestId and body again until an answer settles it",
  },
  "intent-under-several-ids": {
    level: "policy",
    message: "equal content for the same user came under several requestIds within a minute; is it one intent?",
  },
  "signature-over-other-content": {
    level: "documented",
    message:
      "the signature is over something else than what was sent; sign the exact bytes, URI and time that are sent",
  },
  "time-not-rising": {
    level: "inferred",
    message: "Request-Time did not rise from one attempt to the next; take it anew, and sign anew, for every attempt",
  },
};
