import { isDeepStrictEqual } from "node:util";
import type { Exchange, SentRequest } from "./exchange.js";

/** The rule of a case does not hold. */
export class ContractFailure extends Error {
  readonly code = "CONTRACT_FAILURE";
  readonly expected: string;
  readonly actual: string;
  readonly request: SentRequest | undefined;

  constructor(what: string, details: { expected: unknown; actual: unknown; exchange?: Exchange | undefined }) {
    super(what);
    this.name = "ContractFailure";
    this.expected = show(details.expected);
    this.actual = show(details.actual);
    this.request = details.exchange?.request;
  }
}

/** The request never came back with an answer. */
export class TransportFailure extends Error {
  readonly code = "TRANSPORT_FAILURE";
  readonly request: SentRequest;

  constructor(request: SentRequest, cause: unknown) {
    super(`No answer from ${request.method} ${request.url}: ${causeText(cause)}`, { cause });
    this.name = "TransportFailure";
    this.request = request;
  }
}

export const causeText = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return `${error.message}${inner}`;
};

const show = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? String(value)));

/** Fails unless both values are deeply equal. */
export const expectSame = (what: string, actual: unknown, expected: unknown, exchange?: Exchange): void => {
  if (!isDeepStrictEqual(actual, expected)) throw new ContractFailure(what, { expected, actual, exchange });
};

/** Fails unless the condition holds; `expected` says in words what should have been. */
export const expectTrue = (
  what: string,
  condition: boolean,
  details: { expected: unknown; actual: unknown; exchange?: Exchange | undefined },
): void => {
  if (!condition) throw new ContractFailure(what, details);
};
