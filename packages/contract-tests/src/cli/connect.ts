import { createPublicKey } from "node:crypto";
import { createPace } from "../engine/pace.js";
import type { ServerTarget } from "../engine/target.js";
import { createWatch } from "../engine/watch.js";
import { isObject } from "../spec/json.js";
import { operations, type Operation, type OperationId } from "../spec/operation.js";
import { KeyError, readPrivateKey, readPublicKey } from "../signing/keys.js";
import type { Signer } from "../signing/signer.js";
import { CannotRun } from "./cannot-run.js";
import type { Options } from "./options.js";
import { noticeOf, probe, reasonOfAbsence, type Probe } from "./probe.js";
import { expectKnownKey } from "./recognise.js";
import { secretsOf } from "./secrets.js";
import { withToken } from "./token.js";

/** Finds out what the server offers, before any case runs; whatever makes every case fail is one line instead. */
export const connect = async (options: Options): Promise<ServerTarget> => {
  const signer = signerOf(options);
  expectPlatformKey(options, signer);
  const fetch = withToken(options.controlToken);
  const { absent, notice } = await askOperations(options, signer);
  const controlUrl = await controlUrlOf(options, fetch);
  // With a control API the cases bring clients and keys of their own; the given ones only let the suite in.
  const steered = controlUrl !== undefined && signer !== undefined;
  return {
    name: options.url,
    baseUrl: options.url,
    fetch,
    controlUrl,
    signer: steered ? undefined : signer,
    clearsConfig: steered,
    platformPublicKey: steered ? undefined : options.platformPublicKey,
    values: options.values,
    results: options.results,
    operations: options.operations,
    absent,
    notice,
    headers: options.headers,
    secrets: secretsOf(options),
    seed: options.seed,
    pace: createPace(options.rate),
    watch: createWatch(() => isReachable(options.url)),
  };
};

const signerOf = ({ clientId, privateKey, keyVersion }: Options): Signer | undefined =>
  clientId === undefined || privateKey === undefined
    ? undefined
    : { clientId, keyVersion, privateKey: keyOf("--private-key", readPrivateKey, privateKey) };

const keyOf = <Key>(flag: string, read: (text: string) => Key, text: string): Key => {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof KeyError) throw new CannotRun(`${flag}: ${error.message}`, { cause: error });
    throw error;
  }
};

const expectPlatformKey = ({ platformPublicKey }: Options, signer: Signer | undefined): void => {
  if (platformPublicKey === undefined) return;
  const key = keyOf("--platform-public-key", readPublicKey, platformPublicKey);
  if (signer !== undefined && createPublicKey(signer.privateKey).equals(key)) {
    throw new CannotRun("--platform-public-key is the public half of --private-key: give the platform's own key.");
  }
};

interface Asked {
  /** Operations that the server does not have, each with what it said instead. */
  readonly absent: Partial<Record<OperationId, string>>;
  readonly notice: string | undefined;
}

/** Asks each operation under test. */
const askOperations = async (options: Options, signer: Signer | undefined): Promise<Asked> => {
  const absent: Partial<Record<OperationId, string>> = {};
  const there: { operation: Operation; answer: Probe }[] = [];
  for (const operation of operations.filter(({ id }) => options.operations?.includes(id) ?? true)) {
    const answer = await probe(options, operation, signer);
    const reason = reasonOfAbsence(answer);
    if (reason === undefined) there.push({ operation, answer });
    else absent[operation.id] = reason;
  }
  const [first] = there;
  if (first === undefined) {
    throw new CannotRun(
      `${options.url} has none of the operations under test (${Object.values(absent).join(", ")}): check the address and its prefix in --url.`,
    );
  }
  const notice = there.map(({ answer }) => noticeOf(answer)).find((line) => line !== undefined);
  await expectKnownKey(options, first.operation, { answer: first.answer, signer });
  return { absent, notice };
};

/** Whether anything answers there, whatever it says; some servers hang up on whoever asks for no operation. */
const isReachable = async (url: string): Promise<boolean> => {
  if (await answers(url, "HEAD")) return true;
  for (const { path } of operations) if (await answers(`${url}${path}`, "POST")) return true;
  return false;
};

const answers = async (url: string, method: string): Promise<boolean> => {
  try {
    const response = await fetch(url, { method, redirect: "manual", signal: AbortSignal.timeout(3000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
};

/** The control API lives at the root of the host; it is there when it lists the messages of a namespace. */
const controlUrlOf = async (
  { url, headers }: Pick<Options, "url" | "headers">,
  fetch: ServerTarget["fetch"],
): Promise<string | undefined> => {
  const controlUrl = `${new URL(url).origin}/_stub`;
  try {
    const response = await fetch(`${controlUrl}/namespaces/default/messages?limit=1`, {
      method: "GET",
      headers,
      signal: AbortSignal.timeout(15_000),
      redirect: "manual",
    });
    const value: unknown = await response.json();
    return response.ok && isObject(value) && Array.isArray(value["messages"]) ? controlUrl : undefined;
  } catch {
    return undefined;
  }
};
