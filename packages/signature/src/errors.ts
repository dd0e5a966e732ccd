/** What can be wrong with a key or a header that somebody handed over. */
export type SignatureErrorCode =
  | "KEY_UNREADABLE"
  | "KEY_TRUNCATED"
  | "KEY_ENCRYPTED"
  | "KEY_NOT_RSA"
  | "KEY_TOO_SHORT"
  | "KEY_TOO_LONG"
  | "KEY_WEAK"
  | "KEY_IS_PRIVATE"
  | "KEY_IS_PUBLIC"
  | "KEY_UNUSABLE"
  | "NO_WEBCRYPTO"
  | "HEADER_ILLEGAL";

/**
 * The one error of this package. `code` is for programs, `message` names the key or field, what is wrong with it and
 * the mend; neither ever holds key material.
 */
export class SignatureError extends Error {
  override readonly name = "SignatureError";
  readonly code: SignatureErrorCode;

  constructor(code: SignatureErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }

  /** Leaves `cause` and stack out: a log line needs neither. */
  toJSON(): { name: string; code: SignatureErrorCode; message: string } {
    return { name: this.name, code: this.code, message: this.message };
  }
}
