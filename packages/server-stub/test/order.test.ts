import { describe, expect, it } from "vitest";
import { type Config, type Stub, createStub } from "../src/index.js";
import { DEFAULT, SAMPLES, codeOf, openStub, withConfig } from "./sending.js";

const token = String(SAMPLES.sendMessage["accessToken"]);

/** Each step's refusal, in the order of verdicts: of two at once the earlier one has to answer. */
interface Wrong {
  readonly step: string;
  readonly code: string;
  readonly config?: Config;
  readonly body?: Record<string, unknown>;
  readonly prepare?: (stub: Stub) => Promise<unknown>;
}

const STEPS: readonly Wrong[] = [
  { step: "signature", code: "INVALID_SIGNATURE", config: { policies: { signature: "required" } } },
  { step: "parameters", code: "PARAM_ILLEGAL", body: { templates: [] } },
  { step: "trigger", code: "PROCESS_FAIL", body: { accessToken: "stub-PROCESS_FAIL" } },
  { step: "token", code: "EXPIRED_ACCESS_TOKEN", config: { users: [expiredUser()] } },
  { step: "client", code: "ACCESS_DENIED", config: { apps: [{ appId: "another" }] } },
  { step: "template", code: "TEMPLATE_NOT_EXIST", config: { templates: [unknownTemplate()] } },
  {
    step: "limits",
    code: "MESSAGE_SEND_EXCEED_LIMIT",
    config: { limits: { perUser: { count: 0, window: "PT1H" } } },
  },
  {
    step: "fault",
    code: "UNKNOWN_EXCEPTION",
    prepare: (stub) =>
      stub.control.post("/_stub/namespaces/{namespace}/faults", {
        ...DEFAULT,
        body: { effect: { result: "UNKNOWN_EXCEPTION" } },
      }),
  },
];

function expiredUser() {
  return { accessToken: token, customerId: "U1", status: "ACTIVE" as const, expiresAt: "2020-01-01T00:00:00Z" };
}

function unknownTemplate() {
  return { templateCode: "another", channel: "SMS" as const, contents: { en: { body: "" } } };
}

const PAIRS = STEPS.flatMap((first, index) => STEPS.slice(index + 1).map((second) => ({ first, second })));

describe("order of verdicts", () => {
  it.each(PAIRS.map(({ first, second }) => ({ first, second, name: `${first.step} before ${second.step}` })))(
    "$name",
    async ({ first, second }) => {
      const stub = withConfig({ ...second.config, ...first.config });
      await first.prepare?.(stub);
      await second.prepare?.(stub);
      expect(await codeOf(stub, "sendMessage", { ...second.body, ...first.body })).toBe(first.code);
    },
  );

  it("replays before token, client, template and limits", async () => {
    const stub = openStub();
    const body = { requestId: "A" };
    expect(await codeOf(stub, "sendMessage", body)).toBe("SUCCESS");
    for (const { config } of STEPS.slice(3, 7)) {
      await stub.control.put("/_stub/namespaces/{namespace}/config", { ...DEFAULT, body: config ?? {} });
      expect(await codeOf(stub, "sendMessage", body)).toBe("SUCCESS");
      expect(await codeOf(stub, "sendMessage")).not.toBe("SUCCESS");
    }
    expect(await stub.messages()).toHaveLength(1);
  });

  it("shows every step in the journal", async () => {
    const stub = createStub({ config: { users: [expiredUser()] } });
    await codeOf(stub, "sendMessage");
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    const verdicts = attempts[0]?.verdicts.map(({ step, verdict }) => `${step} ${verdict}`);
    expect(verdicts?.slice(0, 7)).toEqual([
      "transport passed",
      "signature skipped",
      "parameters passed",
      "trigger passed",
      "replay passed",
      "token failed",
      "client skipped",
    ]);
    await stub.close();
  });
});
