import { describe, expect, it } from "vitest";
import type { Config } from "../src/index.js";
import { OPERATIONS, type Operation } from "../src/model/operation.js";
import { DEFAULT, SAMPLES, codeOf, send, withConfig } from "./sending.js";

const { authClientId, templateCode, appId } = SAMPLES.sendMessage;
const token = String(SAMPLES.sendMessage["accessToken"]);
const inboxToken = String(SAMPLES.sendInbox["accessToken"]);

const seed = (accessToken: string, change: object) => {
  return { accessToken, customerId: "U1", status: "ACTIVE" as const, ...change };
};

/** The users of both samples. */
const user = (change: object = {}) => [...new Set([token, inboxToken])].map((accessToken) => seed(accessToken, change));

const other = { accessToken: "another", customerId: "U2", status: "ACTIVE" as const };
const template = (channel: "PUSH" | "SMS" | "INBOX", code = String(templateCode)) => ({
  templateCode: code,
  channel,
  contents: { "en-US": { body: "Hello ${who}" } },
});

/** The code by operation; those that the table does not name are left out. */
interface Row extends Readonly<Partial<Record<Operation, string>>> {
  readonly state: string;
  readonly config: Config;
  /** Requests before the one that is looked at. */
  readonly before?: number;
}

/** The contract's table, row by row. */
const TABLE: readonly Row[] = [
  {
    state: "unknown token",
    config: { users: [other] },
    sendMessage: "ACCESS_DENIED",
    sendInbox: "INVALID_ACCESS_TOKEN",
  },
  {
    state: "expired token",
    config: { users: user({ expiresAt: "2020-01-01T00:00:00Z" }) },
    sendMessage: "EXPIRED_ACCESS_TOKEN",
    sendInbox: "EXPIRED_ACCESS_TOKEN",
  },
  {
    state: "unknown authClientId",
    config: { clients: [{ clientId: "another", keys: [], authClientIds: ["other"] }] },
    sendMessage: "ACCESS_DENIED",
    sendInbox: "INVALID_AUTH_CLIENT",
  },
  {
    state: "authClientId that only the apps do not know",
    config: { apps: [{ appId: "another" }] },
    sendInbox: "INVALID_AUTH_CLIENT",
  },
  {
    state: "authClientId that the token was not given to",
    config: { users: user({ authClientId: "another" }) },
    sendMessage: "ACCESS_DENIED",
    sendInbox: "INVALID_AUTH_CLIENT",
  },
  { state: "unknown appId", config: { apps: [{ appId: "another" }] }, sendMessage: "ACCESS_DENIED" },
  {
    state: "appId without Send_Message",
    config: { apps: [{ appId: String(appId) }] },
    sendMessage: "ACCESS_DENIED",
  },
  {
    state: "user of another super app",
    config: { users: user({ customerBelongsTo: "DANA" }) },
    sendMessage: "ACCESS_DENIED",
  },
  {
    state: "user LOCKED",
    config: { users: user({ status: "LOCKED" }) },
    sendMessage: "ACCESS_DENIED",
    sendInbox: "USER_STATUS_ERROR",
  },
  {
    state: "user UNREGISTERED",
    config: { users: user({ status: "UNREGISTERED" }) },
    sendMessage: "ACCESS_DENIED",
    sendInbox: "USER_STATUS_ERROR",
  },
  {
    state: "unknown template",
    config: { templates: [template("INBOX", "another")] },
    sendMessage: "TEMPLATE_NOT_EXIST",
    sendInbox: "PARAM_ILLEGAL",
  },
  { state: "template of another channel", config: { templates: [template("SMS")] }, sendInbox: "PARAM_ILLEGAL" },
  {
    state: "channel not among the subscriptions",
    config: { users: user({ subscriptions: ["SMS"] }) },
    sendMessage: "USER_NOT_SUBSCRIBED",
    sendInbox: "PROCESS_FAIL",
  },
  {
    state: "limits.perUser",
    config: { limits: { perUser: { count: 2, window: "PT1H" } } },
    before: 2,
    sendMessage: "MESSAGE_SEND_EXCEED_LIMIT",
    sendInbox: "PROCESS_FAIL",
  },
  {
    state: "limits.traffic",
    config: { limits: { traffic: { count: 2, window: "PT1M" } } },
    before: 2,
    sendMessage: "REQUEST_TRAFFIC_EXCEED_LIMIT",
    sendInbox: "REQUEST_TRAFFIC_EXCEED_LIMIT",
  },
  {
    state: "operation in policies.inactiveApis",
    config: { policies: { inactiveApis: ["sendMessage", "sendInbox"] } },
    sendMessage: "INVALID_API",
    sendInbox: "INVALID_API",
  },
];

const CASES = TABLE.flatMap((row) =>
  OPERATIONS.flatMap((operation) => {
    const code = row[operation];
    return code === undefined ? [] : [{ ...row, operation, code }];
  }),
);

describe.each(CASES)("$operation: $state", ({ operation, config, before = 0, code }) => {
  it(`answers ${code}`, async () => {
    const stub = withConfig(config);
    for (let sent = 0; sent < before; sent += 1) expect(await codeOf(stub, operation)).toBe("SUCCESS");
    const answer = await send(stub, operation);
    expect(answer.result.resultCode).toBe(code);
    expect(answer.messageId).toBeUndefined();
    expect(await stub.messages()).toHaveLength(before);
    const query = { outcome: "rejected" } as const;
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", { ...DEFAULT, query });
    const mended = { reason: expect.any(String), state: expect.any(String), mend: expect.any(String) };
    expect(attempts).toMatchObject([{ outcome: { status: "rejected", ...mended } }]);
  });
});

describe("what is seeded", () => {
  const everything: Config = {
    clients: [{ clientId: "C1", keys: [], authClientIds: [String(authClientId)] }],
    apps: [{ appId: String(appId), features: ["Send_Message"] }],
    templates: [template("INBOX")],
    users: user({ customerBelongsTo: "GCASH", subscriptions: ["INBOX", "PUSH"], expiresAt: "2999-01-01T00:00:00Z" }),
  };

  it.each(OPERATIONS)("lets %s through when all of it fits", async (operation) => {
    const stub = withConfig(everything);
    expect(await codeOf(stub, operation, { authClientId })).toBe("SUCCESS");
    expect(await stub.messages()).toMatchObject([{ channel: "INBOX", customerId: "U1", customerBelongsTo: "GCASH" }]);
  });

  it.each(["clients", "apps", "templates", "users"] as const)(
    "leaves an empty registry of %s open",
    async (registry) => {
      const stub = withConfig({ ...everything, [registry]: [] });
      const unknown = { clients: { authClientId: "nobody" }, apps: {}, templates: { templateCode: "none" }, users: {} };
      expect(await codeOf(stub, "sendMessage", { authClientId, ...unknown[registry] })).toBe("SUCCESS");
    },
  );

  it.each(OPERATIONS)("as a client for its key restricts no authClientId of %s", async (operation) => {
    for (const signature of ["optional", "off"] as const) {
      const stub = withConfig({ clients: [{ clientId: "another", keys: [] }], policies: { signature } });
      expect(await codeOf(stub, operation, { authClientId })).toBe("SUCCESS");
    }
  });

  it("knows the authClientIds of all clients together, and for sendInbox the appIds as well", async () => {
    const features = ["Send_Message"];
    const stub = withConfig({
      clients: [
        { clientId: "C1", keys: [], authClientIds: ["M1"] },
        { clientId: "C2", keys: [], authClientIds: ["M2", "M3"] },
        { clientId: "C3", keys: [] },
      ],
      apps: [{ appId: "A1", features }],
    });
    const codes = async (operation: "sendMessage" | "sendInbox", ids: readonly (string | undefined)[]) =>
      Promise.all(ids.map((id) => codeOf(stub, operation, { authClientId: id, appId: "A1" })));
    const all = async (operation: "sendMessage" | "sendInbox", ids: readonly (string | undefined)[]) => [
      ...new Set(await codes(operation, ids)),
    ];
    expect(await all("sendMessage", ["M1", "M2", "M3"])).toEqual(["SUCCESS"]);
    expect(await all("sendMessage", ["A1", "C1"])).toEqual(["ACCESS_DENIED"]);
    expect(await all("sendInbox", ["M1", "M2", "M3", "A1", undefined])).toEqual(["SUCCESS"]);
    expect(await all("sendInbox", ["C1"])).toEqual(["INVALID_AUTH_CLIENT"]);
  });

  it("as a user of one authClientId goes with that one alone", async () => {
    const stub = withConfig({ users: user({ authClientId: "M1" }) });
    expect(await codeOf(stub, "sendMessage", { authClientId: "M1" })).toBe("SUCCESS");
    expect(await codeOf(stub, "sendMessage", { authClientId: "M2" })).toBe("ACCESS_DENIED");
  });
});

describe("limits", () => {
  it("slide with the virtual clock, and a replay costs nothing", async () => {
    const stub = withConfig({ limits: { perUser: { count: 1, window: "PT1H" } } });
    const namespace = { path: { namespace: "default" } };
    const first = await send(stub, "sendMessage", { requestId: "A" });
    expect(await send(stub, "sendMessage", { requestId: "A" })).toEqual(first);
    expect(await codeOf(stub, "sendMessage")).toBe("MESSAGE_SEND_EXCEED_LIMIT");
    expect(await codeOf(stub, "sendMessage", { accessToken: "somebody-else" })).toBe("SUCCESS");
    await stub.control.post("/_stub/namespaces/{namespace}/clock", { ...namespace, body: { advance: "PT1H" } });
    expect(await codeOf(stub, "sendMessage")).toBe("SUCCESS");
  });

  it("count traffic per Client-Id", async () => {
    const stub = withConfig({ limits: { traffic: { count: 1, window: "PT1H" } } });
    const as = (client: string) => codeOf(stub, "sendMessage", {}, { headers: { "client-id": client } });
    expect([await as("C1"), await as("C1"), await as("C2")]).toEqual([
      "SUCCESS",
      "REQUEST_TRAFFIC_EXCEED_LIMIT",
      "SUCCESS",
    ]);
  });
});

describe("a masked token", () => {
  const asked = { headers: { "x-stub-unmask": "true" } };

  it("stands for the seeded user's own when that is asked for, and a wrong one for nobody's", async () => {
    const stub = withConfig({ users: user({ customerBelongsTo: "GCASH" }) });
    const { users = [] } = await stub.control.get("/_stub/namespaces/{namespace}/config", DEFAULT);
    expect(await codeOf(stub, "sendMessage", { accessToken: users[0]?.accessToken })).toBe("ACCESS_DENIED");
    expect(await codeOf(stub, "sendMessage", { accessToken: users[0]?.accessToken }, asked)).toBe("SUCCESS");
    expect(await stub.messages()).toMatchObject([{ customerId: "U1", customerBelongsTo: "GCASH" }]);
    expect(await codeOf(stub, "sendMessage", { accessToken: "****0123456789ab" }, asked)).toBe("ACCESS_DENIED");
  });

  it("stands for the same pseudonym where nobody is seeded", async () => {
    const stub = withConfig({});
    await send(stub, "sendMessage", { accessToken: "secret" });
    const [first] = await stub.messages();
    await send(stub, "sendMessage", { accessToken: first?.customerId.replace("user-", "****") }, asked);
    expect((await stub.messages()).map(({ customerId }) => customerId)).toEqual([first?.customerId, first?.customerId]);
  });
});
