/** Why a control call did not succeed: the stub did not answer, or it refused. */
export class ControlFailure extends Error {
  override readonly name = "ControlFailure";
  readonly code: "unreachable" | "refused";
  readonly status: number | undefined;
  readonly field: string | undefined;
  readonly rule: string | undefined;

  constructor(
    message: string,
    detail: { code: "unreachable" | "refused"; status?: number; field?: string; rule?: string; cause?: unknown },
  ) {
    super(message, { cause: detail.cause });
    this.code = detail.code;
    this.status = detail.status;
    this.field = detail.field;
    this.rule = detail.rule;
  }
}

/** Any thrown value as a failure that can be shown. */
export const asFailure = (thrown: unknown): ControlFailure =>
  thrown instanceof ControlFailure
    ? thrown
    : new ControlFailure(thrown instanceof Error ? thrown.message : "Something unexpected happened.", {
        code: "refused",
        cause: thrown,
      });
