export type StubErrorCode =
  | "CONFIG_ILLEGAL"
  | "CONTROL_ILLEGAL"
  | "LIBRARY_UNUSABLE"
  | "LISTEN_FAILED"
  | "OPTION_ILLEGAL"
  | "REVISION_STALE"
  | "STORE_LOST"
  | "STORE_UNUSABLE"
  | "WAIT_OVER";

/**
 * Base of every error of this package. `code` is for programs; the message names field, rule and mend and holds no
 * access token, key or template parameter.
 */
export class StubError extends Error {
  override readonly name: string = "StubError";
  readonly code: StubErrorCode;

  constructor(code: StubErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }

  /** Leaves `cause` and stack out. */
  toJSON(): { name: string; code: StubErrorCode; message: string } {
    return { name: this.name, code: this.code, message: this.message };
  }
}

/** What a caller's function has answered, or thrown: the caller's to mend, and no fault of the stub. */
export const misuse = (text: string, cause?: unknown): StubError => new StubError("OPTION_ILLEGAL", text, cause);

export const isMisuse = (error: unknown): error is StubError =>
  error instanceof StubError && error.code === "OPTION_ILLEGAL";
