import { clientCase, type ClientCase } from "../engine/case.js";
import type { ClientContext } from "../engine/client-context.js";
import { expectSame } from "../engine/failure.js";
import { operations, sendInbox, sendMessage } from "../spec/operation.js";
import { expectVerdict, sampleOf, tell } from "./call.js";
import { envelope, http, jsonHeaders, says } from "./script.js";

const outcomeCase = (name: string, rule: string, run: (context: ClientContext) => Promise<void>): ClientCase =>
  clientCase({ id: `client/${name}`, level: "documented", rule }, run);

export const outcomeSuccess = outcomeCase(
  "outcome-success",
  "S is `succeeded`, with its messageId.",
  async (context) => {
    for (const operation of operations) {
      const told = await tell(context, [says("S")], { operation });
      expectVerdict(told, "succeeded", "an answer S");
      expectSame("messageId", told.outcome.messageId, "message-1");
      expectSame("requestId", told.outcome.requestId, sampleOf(operation)["requestId"]);
    }
  },
);

export const outcomeAccepted = outcomeCase("outcome-accepted", "A is `accepted`.", async (context) =>
  expectVerdict(await tell(context, [says("A")], { operation: sendInbox }), "accepted", "an answer A"),
);

export const outcomeFailed = outcomeCase(
  "outcome-failed",
  "F is `failed`, with its code and message.",
  async (context) => {
    for (const operation of operations) {
      for (const { code, message } of operation.codes.filter(({ status }) => status === "F")) {
        // The traffic limit is tried again before it counts as failed.
        const result = { resultCode: code, resultStatus: "F", resultMessage: message };
        const reply = () => new Response(JSON.stringify({ result }), { headers: jsonHeaders });
        const told = await tell(context, [reply], { operation });
        expectVerdict(told, "failed", `an answer ${code}`);
        expectSame("resultCode", told.outcome.resultCode, code);
        expectSame("resultMessage", told.outcome.resultMessage, message);
      }
    }
  },
);

export const outcomeUnknown = outcomeCase("outcome-unknown", "U is `unknown`, and no success.", async (context) => {
  for (const operation of operations) {
    const told = await tell(context, [says("U")], { operation });
    expectVerdict(told, "unknown result", "an answer U");
    expectSame("resultCode", told.outcome.resultCode, "UNKNOWN_EXCEPTION");
  }
});

export const successWithoutMessageId = outcomeCase(
  "success-without-message-id",
  "An S without messageId is `succeeded`: the sample has none. (E01)",
  async (context) =>
    expectVerdict(await tell(context, [says("S", { messageId: undefined })]), "succeeded", "S without messageId"),
);

export const extendInfoEither = outcomeCase(
  "extend-info-either",
  "extendInfo is read under either spelling. (E02)",
  async (context) => {
    for (const name of ["extendInfo", "entendInfo"]) {
      const { outcome } = await tell(context, [says("S", { [name]: "information" })]);
      expectSame(`extendInfo, sent as ${name}`, outcome.extendInfo, "information");
    }
  },
);

export const successAnyCase = outcomeCase(
  "success-any-case",
  "The message of S varies: the outcome never depends on it. (E03)",
  async (context) => {
    for (const resultMessage of ["Success", "SUCCESS", "ok", ""]) {
      const result = { resultCode: "SUCCESS", resultStatus: "S", resultMessage };
      const reply = () => new Response(JSON.stringify({ messageId: "m", result }), { headers: jsonHeaders });
      expectVerdict(await tell(context, [reply]), "succeeded", `S with the message "${resultMessage}"`);
    }
  },
);

export const unknownCode = outcomeCase(
  "unknown-code",
  "Result codes are an open set: an unknown one is kept, and the status decides. (E11)",
  async (context) => {
    const verdicts = { F: "failed", U: "unknown result", S: "succeeded" };
    for (const [status, verdict] of Object.entries(verdicts)) {
      const told = await tell(context, [says(status, {}, "CODE_OF_TOMORROW")]);
      expectVerdict(told, verdict, `${status} with a code that nobody knows`);
      expectSame("resultCode", told.outcome.resultCode, "CODE_OF_TOMORROW");
    }
  },
);

export const non200 = outcomeCase(
  "non-200",
  "Any HTTP status but 200 is no answer, whatever its body says: the outcome is unknown. (E12)",
  async (context) => {
    for (const status of [201, 202, 204, 400, 401, 404, 429, 500, 502, 503]) {
      for (const body of [envelope("S"), envelope("F")]) {
        expectVerdict(await tell(context, [http(status, {}, body)]), "unknown http", `HTTP ${status}`);
      }
    }
  },
);

export const redirect = outcomeCase(
  "redirect-refused",
  "A redirect is not followed: nothing is sent to another address.",
  async (context) => {
    for (const status of [301, 302, 307, 308]) {
      const told = await tell(context, [http(status, { Location: "https://elsewhere.example/" })]);
      expectSame(`requests after HTTP ${status}`, told.requests.length, 1);
      expectSame("status", told.outcome.status, "unknown");
    }
  },
);

export const unreadable = outcomeCase(
  "unreadable-answer",
  "HTTP 200 with something that is no answer of this API leaves the outcome unknown.",
  async (context) => {
    const bodies = [
      "",
      "<html></html>",
      "null",
      "[]",
      "{}",
      '{"result":{}}',
      '{"result":{"resultStatus":"X"}}',
      envelope("S").slice(0, -1),
    ];
    for (const body of bodies) {
      const reply = () => new Response(body, { headers: jsonHeaders });
      expectVerdict(await tell(context, [reply]), "unknown protocol", `HTTP 200 with ${body || "an empty body"}`);
    }
  },
);

export const unknownKeysKept = outcomeCase(
  "unknown-keys-kept",
  "Properties that the document does not name go over the wire unchanged. (E10)",
  async (context) => {
    const request = { ...sampleOf(sendMessage), futureProperty: { deep: [1, null] } };
    const { requests } = await tell(context, [says("S")], { request });
    expectSame("body", requests[0]?.text, JSON.stringify(request));
  },
);

export const invalidRequest = outcomeCase(
  "invalid-request",
  "An illegal request is refused before the network, naming field and rule.",
  async (context) => {
    const request = { ...sampleOf(sendMessage), appId: "x".repeat(33) };
    let sent = 0;
    const count = () => {
      sent += 1;
      return says("S")(
        { method: "", url: new URL("http://x.example"), headers: new Headers(), body: new Uint8Array(), text: "" },
        new AbortController().signal,
      );
    };
    const error: unknown = await tell(context, [count], { request }).catch((thrown: unknown) => thrown);
    expectSame("requests sent", sent, 0);
    const issues: unknown = Object(error).issues;
    const fields = Array.isArray(issues) ? issues.map((issue: unknown) => String(Object(issue).field)) : issues;
    expectSame("fields of the error", fields, ["appId"]);
  },
);
