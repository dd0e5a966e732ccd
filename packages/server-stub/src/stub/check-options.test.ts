import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { type Stub, createStub } from "../index.js";
import { MemoryStore } from "../store/memory/memory-store.js";

const stubs: Stub[] = [];

afterEach(async () => {
  await Promise.all(stubs.splice(0).map((stub) => stub.close()));
});

const openStub = (): Stub => {
  const stub = createStub();
  stubs.push(stub);
  return stub;
};

/** Calls as somebody does whom no compiler stops. */
const call = (target: (...args: never[]) => unknown, ...args: unknown[]): unknown =>
  Reflect.apply(target, undefined, args);

const LOGGER = "logger: must have the methods debug, info, warn, error, as one of pino has";

it.each<[unknown, string]>([
  ["memory", 'createStub takes an object: { store: "memory" }'],
  [null, 'createStub takes an object: { store: "memory" }'],
  [[], 'createStub takes an object: { store: "memory" }'],
  [() => {}, 'createStub takes an object: { store: "memory" }'],
  [{ store: 5 }, "store: must be memory, sqlite:<file>, postgres://user:password@host/database or a store object"],
  [{ store: null }, "store: must be memory, "],
  [{ store: ["memory"] }, "store: must be memory, "],
  [{ store: {} }, "store: must have every method of a store; it lacks open, close, health, "],
  [
    { store: Object.assign(new MemoryStore(), { claim: 1 }) },
    "store: must have every method of a store; it lacks claim",
  ],
  [{ config: "stub.yaml" }, "config: "],
  [{ config: null }, "config: "],
  [{ prefix: 5 }, "prefix: must be a string"],
  [{ allowHosts: "x" }, "allowHosts: must be an array of strings"],
  [{ allowHosts: [5] }, "allowHosts: must be an array of strings"],
  [{ allowOrigins: {} }, "allowOrigins: must be an array of strings"],
  [{ reloadConfig: "stub.yaml" }, "reloadConfig: must be a function"],
  [{ logger: {} }, LOGGER],
  [{ logger: true }, LOGGER],
  [{ logger: { ...console, warn: "warn" } }, LOGGER],
  [{ now: 5 }, "now: must be a function"],
  [{ now: new Date(0) }, "now: must be a function"],
  [{ newMessageId: 5 }, "newMessageId: must be a function"],
])("createStub(%j) is refused", (options, text) => {
  expect(() => call(createStub, options)).toThrow(
    expect.objectContaining({
      code: expect.stringMatching(/^(?:OPTION|CONFIG)_ILLEGAL$/),
      message: expect.stringContaining(text),
    }),
  );
});

it.each<[string, object]>([
  ["left out", { store: undefined, prefix: undefined, logger: undefined, now: undefined, newMessageId: undefined }],
  ["a logger of one's own", { logger: console }],
  [
    "a logger that is a function",
    { logger: Object.assign(() => {}, { debug() {}, info() {}, warn() {}, error() {} }) },
  ],
  ["a store of one's own", { store: new MemoryStore() }],
  ["settings of somebody else", { environment: "test", region: null }],
])("createStub takes options: %s", async (_, options) => {
  const stub = createStub(options);
  expect(await stub.messages()).toEqual([]);
  await stub.close();
});

const PORT = "port: must be a whole number from 0 to 65535";
const TLS = "tls: must be a certificate and its private key, both PEM";

it.each<[unknown, string]>([
  [4986, "listen takes an object: { port: 4986 }"],
  ["x", "listen takes an object: { port: 4986 }"],
  [null, "listen takes an object: { port: 4986 }"],
  [[4986], "listen takes an object: { port: 4986 }"],
  [{ port: "x" }, PORT],
  [{ port: "4986" }, PORT],
  [{ port: -1 }, PORT],
  [{ port: 65_536 }, PORT],
  [{ port: 1.5 }, PORT],
  [{ port: Number.NaN }, PORT],
  [{ port: null }, PORT],
  [{ host: 5 }, "host: must be an address or a name alone, such as 127.0.0.1, ::1 or localhost"],
  [{ host: "" }, "host: must be an address or a name alone, such as 127.0.0.1, ::1 or localhost"],
  [{ token: 1_234_567_890_123_456 }, "token: must be a string"],
  [{ tls: true }, TLS],
  [{ tls: null }, TLS],
  [{ tls: {} }, TLS],
  [{ prot: 1 }, "prot: no such option; did you mean port?"],
])("listen(%j) is refused", async (options, text) => {
  await expect(call(openStub().listen, options)).rejects.toMatchObject({
    code: "OPTION_ILLEGAL",
    message: expect.stringContaining(text),
  });
});

it("says without flags that a port is taken, or a host is none of this machine", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, "127.0.0.1", resolve);
  });
  const address = taken.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await expect(openStub().listen({ port })).rejects.toMatchObject({
    message: `port ${port} is taken on 127.0.0.1; choose another one`,
  });
  await expect(openStub().listen({ host: "192.0.2.1" })).rejects.toMatchObject({
    message: "192.0.2.1 is no address of this machine; choose another one",
  });
  taken.close();
});

const KNOWN = "known are requestId, messageId, channel, customerBelongsTo, q, namespace";

const filters: [unknown, string][] = [
  ["abc", 'takes an object: { requestId: "ORDER-1" }'],
  [5, "takes an object: "],
  [null, "takes an object: "],
  [["abc"], "takes an object: "],
  [{ reqestId: "B" }, "reqestId: no such filter; did you mean requestId?"],
  [{ reqestId: undefined }, "reqestId: no such filter; did you mean requestId?"],
  [{ Channel: "SMS" }, "Channel: no such filter; did you mean channel?"],
  [{ templateCode: "B" }, `templateCode: no such filter; ${KNOWN}`],
  [{ requestId: 5 }, "requestId: must be a string"],
  [{ messageId: null }, "messageId: must be a string"],
  [{ q: ["paid"] }, "q: must be a string"],
  [{ namespace: 5 }, "namespace: must be a string"],
  [{ channel: "FAX" }, "channel: must be one of PUSH, SMS, INBOX"],
  [{ channel: "push" }, "channel: must be one of PUSH, SMS, INBOX; did you mean PUSH?"],
  [{ channel: ["SMS"] }, "channel: must be one of PUSH, SMS, INBOX"],
  [{ customerBelongsTo: "GCHASH" }, "TRUEMONEY; did you mean GCASH?"],
];

it.each(filters)("messages(%j) and waitForMessage(%j) are refused", async (filter, text) => {
  const stub = openStub();
  for (const [name, asked] of [
    ["messages", stub.messages],
    ["waitForMessage", stub.waitForMessage],
  ] as const) {
    const error = await Promise.resolve(call(asked, filter)).catch((caught: unknown) => caught);
    const whole = text.startsWith("takes") ? `${name} ${text}` : text;
    expect(error).toMatchObject({ code: "OPTION_ILLEGAL", message: expect.stringContaining(whole) });
  }
});

const TIMEOUT = "timeout: must be a number of milliseconds, 0 or more";

it.each<[unknown, string]>([
  [50, "waitForMessage takes an object: { timeout: 1000 } after the filter"],
  [null, "waitForMessage takes an object: "],
  [{ timeOut: 50 }, "timeOut: no such option; did you mean timeout?"],
  [{ signal: 50 }, "signal: no such option; known are timeout"],
  [{ timeout: "50" }, TIMEOUT],
  [{ timeout: -1 }, TIMEOUT],
  [{ timeout: Number.NaN }, TIMEOUT],
])("waitForMessage({}, %j) is refused", async (options, text) => {
  await expect(call(openStub().waitForMessage, {}, options)).rejects.toMatchObject({
    code: "OPTION_ILLEGAL",
    message: expect.stringContaining(text),
  });
});

it("takes filters that are left out", async () => {
  const stub = openStub();
  expect(await stub.messages(Object.assign({ requestId: undefined, namespace: undefined }))).toEqual([]);
  await expect(stub.waitForMessage({}, Object.assign({ timeout: 0 }))).rejects.toMatchObject({ code: "WAIT_OVER" });
});
