/** A fault of the input that its author can mend. The message is one line: where, what, and what to do. */
export class GenerateError extends Error {
  readonly code = "GENERATE_FAILED";

  constructor(message: string, options?: ErrorOptions) {
    super(message.replaceAll(/\s*\n\s*/g, " ").trim(), options);
    this.name = "GenerateError";
  }
}
