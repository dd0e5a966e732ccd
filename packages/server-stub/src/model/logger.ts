type Write = (fields: object, text: string) => void;

/** What the stub needs of a logger; one of pino has it. */
export interface Logger {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}
