/** The suite could not run: exit code 2 and this one line. */
export class CannotRun extends Error {
  readonly code = "CANNOT_RUN";
}
