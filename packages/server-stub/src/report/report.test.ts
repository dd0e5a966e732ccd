import { describe, expect, it } from "vitest";
import type { ResultStatus } from "../model/operation.js";
import type { FindingId } from "./finding.js";
import type { Row } from "./intent.js";
import { startReport } from "./report.js";

type Change = Partial<Omit<Row, "result">> & {
  readonly status?: ResultStatus;
  readonly code?: string;
  readonly body?: string;
  readonly sha?: string;
  readonly time?: string;
  readonly lost?: true;
};

const CODES: Readonly<Record<ResultStatus, string>> = {
  S: "SUCCESS",
  A: "ACCEPT",
  F: "PROCESS_FAIL",
  U: "UNKNOWN_EXCEPTION",
};

const rowOf = (sequence: number, change: Change): Row => {
  const { status = "S", code = CODES[status], body = "{}", sha = body, time, lost, ...rest } = change;
  return {
    sequence,
    at: sequence * 1000,
    operation: "sendMessage",
    requestId: "A",
    clientId: "C1",
    decidedBy: "delivery",
    state: "taken",
    result: { resultCode: code, resultStatus: status, resultMessage: "" },
    request: {
      method: "POST",
      uri: "/",
      headers: time === undefined ? {} : { "request-time": time },
      body,
      bodySha256: sha,
    },
    response: { status: 200, body: "", ...(lost && { lost }) },
    ...rest,
  };
};

const reportOn = (changes: readonly Change[]) => {
  const report = startReport();
  for (const [index, change] of changes.entries()) report.add(rowOf(index + 1, change));
  return report.finish();
};

const toUser = { recipient: { customerId: "U1", channel: "SMS" } } as const;
const content = (templateCode: string) => ({ ...toUser, body: JSON.stringify({ templateCode, templates: [{}] }) });
const wrong = (cause: string): Change => ({
  status: "F",
  state: "signature-wrong",
  signature: { verified: false, cause },
});

describe("the report", () => {
  it.each<[string, readonly Change[], readonly [FindingId, readonly number[]][]]>([
    ["nothing", [], []],
    ["one S", [{}], []],
    ["U, then S", [{ status: "U" }, {}], []],
    ["S twice", [{}, {}], []],
    ["another body after S", [{}, { body: "{ }" }], [["body-changed", [1, 2]]]],
    ["another body after U", [{ status: "U" }, { body: "[]" }, { body: "[]" }], [["body-changed", [1, 2, 3]]]],
    ["another body after F, which was mended", [{ status: "F" }, { body: "[]" }], []],
    ["a refreshed token after U", [{ status: "U", sha: "1" }, { sha: "2" }], []],
    ["another body of another client", [{}, { body: "[]", clientId: "C2" }], []],
    ["another body of the other operation", [{}, { body: "[]", operation: "sendInbox" }], []],
    ["F, and the same again", [{ status: "F" }, { status: "F" }], [["resent-after-final", [1, 2]]]],
    ["A, and the same again", [{ status: "A" }, { status: "A" }, {}], [["resent-after-final", [1, 2, 3]]]],
    ["F that was lost, and the same again", [{ status: "F", lost: true }, { status: "F" }], []],
    ["the traffic limit, then S", [{ status: "F", code: "REQUEST_TRAFFIC_EXCEED_LIMIT" }, {}], []],
    ["U at the end", [{ status: "U" }], [["never-resent", [1]]]],
    ["a lost answer at the end", [{}, { lost: true }], [["never-resent", [2]]]],
    ["times that rise", [{ status: "U", time: "2026-01-01T00:00:00Z" }, { time: "1767225600001" }], []],
    [
      "the same time twice",
      [{ status: "U", time: "2026-01-01T00:00:00Z" }, { time: "2026-01-01T01:00:00+01:00" }],
      [["time-not-rising", [1, 2]]],
    ],
    ["a signature over another body", [wrong("body-reserialised")], [["signature-over-other-content", [1]]]],
    ["a signature of another key", [wrong("wrong-key")], []],
    [
      "equal intents within a minute",
      [content("T"), { ...content("T"), requestId: "B" }, { ...content("T"), requestId: "C", at: 63_000 }],
      [["intent-under-several-ids", [1, 2]]],
    ],
    [
      "equal intents for two users",
      [content("T"), { ...content("T"), requestId: "B", recipient: { customerId: "U2", channel: "SMS" } }],
      [],
    ],
    ["other intents", [content("T"), { ...content("V"), requestId: "B" }], []],
    [
      "equal bodies that were cut",
      [
        { ...toUser, body: "{" },
        { ...toUser, body: "{", requestId: "B" },
      ],
      [],
    ],
    ["requestIds that could not be read", [{ requestId: "", status: "U" }], []],
  ])("%s", async (_, changes, expected) => {
    const { findings } = await reportOn(changes);
    expect(findings.map(({ id, attempts }) => [id, attempts])).toEqual(expected);
  });

  it("counts intents and attempts, names the intent, its level and the mend", async () => {
    const report = await reportOn([{}, { requestId: "B", status: "U" }, { requestId: "" }]);
    expect(report).toMatchObject({ intents: 2, attempts: 3 });
    expect(report.findings).toEqual([
      {
        id: "never-resent",
        level: "inferred",
        requestId: "B",
        attempts: [2],
        message: expect.stringContaining("again"),
      },
    ]);
  });
});
