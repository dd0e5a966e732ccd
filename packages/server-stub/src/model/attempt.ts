import type { Channel, Operation, Result, SuperApp } from "./operation.js";
import type { State, Step } from "./state.js";

export interface MaskedRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Hex, of the bytes received. Missing for a body that was too large, and in rows of older versions. */
  readonly bodySha256?: string;
}

export interface MaskedResponse {
  readonly status: number;
  readonly body: string;
  /** A planned fault kept the answer, or part of it, from arriving. */
  readonly lost?: true;
}

/** The first byte in which what was signed and what arrived differ. */
export interface FirstDifference {
  readonly offset: number;
  readonly part: "method" | "uri" | "clientId" | "time" | "body";
  readonly partOffset: number;
  /** Missing when the one that arrived ends here. */
  readonly expected?: number;
  /** Missing when the signed one ends here. */
  readonly signed?: number;
}

export interface AttemptSignature {
  readonly verified: boolean;
  readonly cause?: string;
  /** What is wrong and how to mend it. */
  readonly reason?: string;
  readonly firstDifference?: FirstDifference;
}

/** How one element of `templates` fits its template. */
export interface Rendering {
  readonly language: string;
  /** Language that the element asked for, when the template has no text in it. */
  readonly wanted?: string;
  /** The user does not see this element. */
  readonly unused?: true;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly empty: readonly string[];
}

/** Whom a request is for, and by which way. */
export interface Recipient {
  readonly customerId: string;
  readonly customerBelongsTo?: SuperApp;
  readonly channel: Channel;
}

/**
 * A journal row. The verdicts of all steps follow from the step that decided, so only that one is stored. Access tokens
 * and signatures are masked before a row is made.
 */
export interface AttemptRecord {
  /** Virtual time in ms. */
  readonly at: number;
  readonly operation: Operation;
  readonly requestId: string;
  readonly clientId?: string;
  readonly decidedBy: Step;
  /** Missing in rows of older versions. */
  readonly state?: State;
  readonly detail?: string;
  readonly result: Result;
  readonly messageId?: string;
  readonly replay?: boolean;
  /** Ids of the planned faults that applied. */
  readonly faults?: readonly string[];
  readonly signature?: AttemptSignature;
  readonly rendering?: readonly Rendering[];
  /** Missing when the user is not known. */
  readonly recipient?: Recipient;
  readonly request: MaskedRequest;
  readonly response: MaskedResponse;
}
