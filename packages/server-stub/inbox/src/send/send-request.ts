import { namespaceAddress, operationAddress } from "../control/address.js";
import { call } from "../control/call.js";
import { changeConfig } from "../control/change-config.js";
import { ControlFailure } from "../control/failure.js";
import type { Attempt, Clock, Config, Operation } from "../control/rows.js";
import { findTestKey, testKey, type TestKey } from "./test-key.js";

/** What the platform answered. */
export type Answer = { readonly result: Attempt["result"]; readonly messageId?: string };

/** A request that the page is to send. */
export type Outgoing = {
  readonly operation: Operation;
  readonly body: string;
  /** In whose name; the first seeded client when none is given. */
  readonly clientId?: string;
};

/** The answer, or the client for which the page must have a key before it can ask. */
export type Sent = { readonly answer: Answer } | { readonly keyNeededFor: string };

/** The client of a namespace that knows none: nobody looks at its signature. */
const OWN_CLIENT = "inbox-page";

const hasKey = (config: Config, clientId: string, { publicKey, keyVersion }: TestKey): boolean =>
  config.clients?.some(
    (client) =>
      client.clientId === clientId &&
      client.keys.some((key) => key.publicKey === publicKey && key.keyVersion === keyVersion),
  ) === true;

type Signing = { readonly clientId: string; readonly key: TestKey };

/** How a request must be signed: not at all, with this key, or with one that has to be made first. */
const signingFor = async (
  namespace: string,
  config: Config,
  wanted: string | undefined,
): Promise<Signing | { readonly keyNeededFor: string } | undefined> => {
  if (config.policies?.signature !== "required") return undefined;
  const clients = config.clients ?? [];
  const clientId = wanted ?? clients[0]?.clientId ?? OWN_CLIENT;
  if (clients.length === 0) return { clientId, key: await testKey(namespace) };
  const key = await findTestKey(namespace);
  return key !== undefined && hasKey(config, clientId, key) ? { clientId, key } : { keyNeededFor: clientId };
};

const post = async (address: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answer> => {
  try {
    const response = await fetch(address, {
      method: "POST",
      // The page sees masked tokens alone: the header says that a mask stands for its token.
      headers: { "content-type": "application/json; charset=UTF-8", "x-stub-unmask": "true", ...headers },
      body,
    });
    const answer: Answer = await response.json();
    return answer;
  } catch (cause) {
    throw new ControlFailure("No readable answer came back: the outcome is unknown. The journal knows more.", {
      code: "unreachable",
      cause,
    });
  }
};

/** Sends a request as a merchant's backend does, signed where the namespace demands it. */
export const sendRequest = async (namespace: string, { operation, body, clientId }: Outgoing): Promise<Sent> => {
  const config = await call<Config>(namespaceAddress(namespace, "config"));
  const address = operationAddress(namespace, operation);
  const signing = await signingFor(namespace, config, clientId);
  if (signing === undefined) {
    return { answer: await post(address, body, clientId === undefined ? {} : { "client-id": clientId }) };
  }
  if ("keyNeededFor" in signing) return signing;
  const [{ signedHeaders }, { now }] = await Promise.all([
    import("./signed-headers.js"),
    call<Clock>(namespaceAddress(namespace, "clock")),
  ]);
  const { pathname, search } = new URL(address);
  const signed = { clientId: signing.clientId, uri: `${pathname}${search}`, body, time: now };
  return { answer: await post(address, body, await signedHeaders(signed, signing.key)) };
};

/** Makes the page's key one more key of a client, before its others: the last one counts where none is named. */
export const makeKeyFor = async (namespace: string, clientId: string): Promise<void> => {
  const key = await testKey(namespace);
  const { keyVersion, publicKey } = key;
  await changeConfig(namespace, (config) => {
    if (hasKey(config, clientId, key)) return config;
    const clients = [...(config.clients ?? [])];
    const at = clients.findIndex((client) => client.clientId === clientId);
    const { keys, ...rest } = clients[at] ?? { clientId, keys: [] };
    clients.splice(at === -1 ? clients.length : at, 1, { ...rest, keys: [{ keyVersion, publicKey }, ...keys] });
    return { ...config, clients };
  });
};
