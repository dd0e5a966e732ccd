import { readFileSync, readdirSync } from "node:fs";
import { afterEach } from "vitest";
import { type Config, type Stub, createStub } from "../src/index.js";
import type { StubOptions } from "../src/stub/options.js";
import { OPERATIONS, type Operation } from "../src/model/operation.js";
import { PATHS } from "../src/gateway/target.js";

const example = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../../spec/examples/${name}.request.json`, import.meta.url), "utf8"));

/** `send-message` of `sendMessage`. */
const fileNameOf = (operation: Operation): string =>
  operation.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The first documented request of an operation. */
const sampleOf = (operation: Operation): Record<string, unknown> => {
  const names = readdirSync(new URL("../../../spec/examples/", import.meta.url));
  const [first = ""] = ["push.request.json", "request.json"].flatMap((end) =>
    names.filter((name) => name === `${fileNameOf(operation)}.${end}`),
  );
  return example(first.replace(".request.json", ""));
};

/** The documented requests. */
export const SAMPLES: Readonly<Record<Operation, Record<string, unknown>>> = Object.assign(
  {},
  ...OPERATIONS.map((operation) => ({ [operation]: sampleOf(operation) })),
);

export interface Envelope {
  readonly result: { readonly resultCode: string; readonly resultStatus: string; readonly resultMessage: string };
  readonly messageId?: string;
  readonly extendInfo?: string | null;
  readonly entendInfo?: string | null;
}

const stubs: Stub[] = [];

afterEach(async () => {
  await Promise.all(stubs.splice(0).map((stub) => stub.close()));
});

/** A stub in this process that is closed after the test. */
export const openStub = (options: StubOptions = {}): Stub => {
  const stub = createStub(options);
  stubs.push(stub);
  return stub;
};

export const withConfig = (config: Config): Stub => openStub({ config });

export const BASE = "http://stub.local";

let requests = 0;

/** A body of its own requestId; `undefined` takes a property away. */
export const bodyOf = (operation: Operation, change: Record<string, unknown> = {}): Record<string, unknown> => {
  requests += 1;
  return { ...SAMPLES[operation], requestId: `R${requests}`, ...change };
};

/** Sends a body and returns its envelope. */
export const send = async (
  stub: Stub,
  operation: Operation,
  change: Record<string, unknown> = {},
  { prefix = "", headers = {} }: { prefix?: string; headers?: Record<string, string> } = {},
): Promise<Envelope> => {
  const response = await stub.fetch(`${BASE}${prefix}${PATHS[operation]}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(bodyOf(operation, change)),
  });
  return response.json();
};

export const codeOf = async (...parameters: Parameters<typeof send>): Promise<string> =>
  (await send(...parameters)).result.resultCode;

export const DEFAULT = { path: { namespace: "default" } } as const;
