import { StubError } from "../model/errors.js";

export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 412 | 413 | 415 | 421 | 500 | 503;

/** Why a control call is refused: field and rule, and nothing was changed. */
export class ControlRefusal extends StubError {
  override readonly name = "ControlRefusal";
  readonly status: RefusalStatus;
  readonly field: string;
  readonly rule: string;

  constructor(status: RefusalStatus, field: string, rule: string) {
    super("CONTROL_ILLEGAL", `${field}: ${rule}`);
    this.status = status;
    this.field = field;
    this.rule = rule;
  }

  get body(): { error: { field: string; rule: string; message: string } } {
    return { error: { field: this.field, rule: this.rule, message: this.message } };
  }
}

export const illegal = (field: string, rule: string): ControlRefusal => new ControlRefusal(400, field, rule);
