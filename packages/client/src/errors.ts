/** One rule that one field breaks. */
export interface Issue {
  /** Path of the field, such as `requestId` or `templates[0].language`; empty for the request as a whole. */
  readonly field: string;
  /** What the field must be, as a sentence; never its value. */
  readonly rule: string;
}

/** Base of all errors of this package: a literal `code`, a message without secrets, and a `toJSON` that keeps it so. */
export abstract class ClientError extends Error {
  abstract readonly code: string;

  /** Leaves `cause` and stack out: a log line needs neither, and a foreign cause may hold anything. */
  toJSON(): { name: string; code: string; message: string } {
    return { name: this.name, code: this.code, message: this.message };
  }
}

/** The request cannot be legal, so it was not sent. Mend the fields in `issues`; trying again changes nothing. */
export class InvalidRequestError extends ClientError {
  override readonly name = "InvalidRequestError";
  readonly code = "INVALID_REQUEST";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], options?: ErrorOptions) {
    super(issues.map(({ field, rule }) => `${field || "request"}: ${rule}`).join("; "), options);
    this.issues = issues;
  }

  override toJSON(): { name: string; code: string; message: string; issues: readonly Issue[] } {
    return { ...super.toJSON(), issues: this.issues };
  }
}

/** An option of `createClient` or of a call cannot be used; the message names it and the mend. */
export class InvalidOptionError extends ClientError {
  override readonly name = "InvalidOptionError";
  readonly code = "INVALID_OPTION";
}

/** Your `Signer` failed before anything was sent; `cause` is what it threw. The same request may be sent again. */
export class SignerError extends ClientError {
  override readonly name = "SignerError";
  readonly code = "SIGNER_FAILED";
}
