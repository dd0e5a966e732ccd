import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { AttemptRecord } from "../model/attempt.js";
import type { Delivery } from "../model/message.js";
import { OPERATIONS } from "../model/operation.js";
import { STATES, type State } from "../model/state.js";
import { outcomeOf } from "./outcome.js";

const { statements } = parse(readFileSync(new URL("../../../../spec/statements.yaml", import.meta.url), "utf8"));
const known = new Set(statements.map(({ id }: { readonly id: string }) => id));

const isState = (name: string): name is State => Object.hasOwn(STATES, name);
const names = Object.keys(STATES).filter(isState);

const row = (state: State, change: Partial<AttemptRecord> = {}): AttemptRecord => ({
  at: 0,
  operation: "sendMessage",
  requestId: "R1",
  decidedBy: STATES[state],
  state,
  detail: "field: rule",
  result: { resultCode: "PROCESS_FAIL", resultStatus: "F", resultMessage: "message" },
  request: { method: "POST", uri: "/", headers: {}, body: "" },
  response: { status: 200, body: "" },
  ...change,
});

const refusing = new Set(["signature", "token", "client", "user", "template", "subscription", "limits"]);

describe("what was refused", () => {
  const refusals = names
    .filter((name) => refusing.has(STATES[name]))
    .flatMap((state) => OPERATIONS.map((operation) => ({ state, operation })));

  it.each(refusals)(
    "says why, how to mend it and which sentence says so: $operation, $state",
    ({ state, operation }) => {
      const outcome = outcomeOf(row(state, { operation }), undefined);
      expect(outcome).toMatchObject({ status: "rejected", state });
      expect(outcome.reason).not.toBe("");
      expect(outcome.mend).toMatch(/\w{4}/);
      expect(known).toContain(outcome.statement);
    },
  );

  it.each(names)("%s has words", (state) => {
    expect(outcomeOf(row(state), undefined).reason).toMatch(/\w/);
  });

  it.each([
    ["user-locked", "the user is LOCKED", "SI-048"],
    ["app-without-feature", "the app lacks the feature Send_Message", "MS-003"],
    ["parameter-illegal", "field: rule", undefined],
  ] as const)("%s: %s", (state, reason, statement) => {
    const outcome = outcomeOf(row(state), undefined);
    expect([outcome.reason, outcome.statement]).toEqual([reason, statement]);
  });

  it("is unknown when the answer says so", () => {
    const result = { resultCode: "UNKNOWN_EXCEPTION", resultStatus: "U", resultMessage: "message" } as const;
    expect(outcomeOf(row("result-planned", { result }), undefined).status).toBe("unknown");
  });

  it("has a reason in rows of older versions too", () => {
    const { state: _, ...old } = row("user-locked", { detail: "accessToken: the user is LOCKED" });
    expect(outcomeOf(old, undefined)).toEqual({ status: "rejected", reason: "accessToken: the user is LOCKED" });
  });
});

describe("what was taken", () => {
  const recipient = { customerId: "U1", customerBelongsTo: "GCASH", channel: "SMS" } as const;
  const taken = row("taken", { messageId: "M1", recipient });

  it.each<[Delivery | undefined, string, string]>([
    [{ status: "delivered", at: 0 }, "delivered", "the user has it"],
    [{ status: "delivered", at: 0, attempts: 2 }, "delivered", "GCash took it"],
    [{ status: "queued" }, "queued", "waiting for GCash"],
    [
      { status: "queued", reason: "the super app answered HTTP 500" },
      "queued",
      "GCash answered HTTP 500; it is sent again",
    ],
    [
      { status: "failed", reason: "the super app refused the message (retry: false)" },
      "undelivered",
      "GCash refused the message (retry: false)",
    ],
    [undefined, "unknown", "the message was taken, and is no longer kept"],
  ])("%j is %s", (delivery, status, reason) => {
    expect(outcomeOf(taken, delivery)).toEqual({ status, reason, state: "taken" });
  });

  it("is what it was for a replay", () => {
    const replay = row("replayed", { messageId: "M1", recipient, replay: true });
    expect(outcomeOf(replay, { status: "delivered" })).toMatchObject({ reason: "sent before: the user has it" });
  });
});
