import { describe, expect, it } from "vitest";
import { ACCEPT, FAIL, SUCCESS, UNKNOWN } from "../test/answers.js";
import { inboxRequest } from "../test/requests.js";
import { scriptedFetch } from "../test/scripted-fetch.js";
import { OutcomeError, createClient, unwrap } from "./index.js";

const send = async (body: string) =>
  createClient({ fetch: scriptedFetch(body).fetch, maxRetries: 0 }).sendInbox(inboxRequest());

describe("unwrap", () => {
  it("returns what was taken", async () => {
    expect(unwrap(await send(SUCCESS)).messageId).toBe("message-1");
    expect(unwrap(await send(ACCEPT)).status).toBe("accepted");
  });

  it.each([
    [FAIL, "failed", "PROCESS_FAIL", "trade-1: failed (PROCESS_FAIL)"],
    [
      UNKNOWN,
      "unknown",
      "UNKNOWN_EXCEPTION",
      "trade-1: unknown (UNKNOWN_EXCEPTION); send it again with the same requestId",
    ],
    ["", "unknown", "protocol", "trade-1: unknown (protocol); send it again with the same requestId"],
  ])("throws what was not: %s", async (body, status, code, message) => {
    const outcome = await send(body);
    const error: unknown = await Promise.resolve()
      .then(() => unwrap(outcome))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OutcomeError);
    expect(error).toMatchObject({ code, message, outcome: { status } });
    expect(JSON.parse(JSON.stringify(error))).toEqual({ name: "OutcomeError", code, message });
  });
});
