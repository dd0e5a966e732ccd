import { StubError } from "../model/errors.js";
import type { Message } from "../generated/control-paths.js";

/** Messages that the text names; all of them are in `messages`. */
const MOST_NAMED = 10;

/** No message matched in time. `messages` did arrive, and the error says what they were. */
export class WaitError extends StubError {
  override readonly name = "WaitError";
  readonly messages: readonly Message[];

  constructor(filter: object, timeout: number, messages: readonly Message[]) {
    const arrived = messages
      .slice(-MOST_NAMED)
      .map(
        ({ requestId, channel, customerBelongsTo = "", messageId }) =>
          `requestId ${requestId} (${[channel, customerBelongsTo, messageId].filter(Boolean).join(", ")})`,
      );
    const more = messages.length > MOST_NAMED ? `, the last ${MOST_NAMED} of ${messages.length}` : "";
    const what = arrived.length === 0 ? "no message arrived at all" : `what did arrive${more}: ${arrived.join("; ")}`;
    super("WAIT_OVER", `no message matched ${JSON.stringify(filter)} within ${timeout} ms; ${what}`);
    this.messages = messages;
  }
}
