import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { median } from "./median.ts";
import type { Server } from "./process.ts";
import { clientId, newRequestId, path, requestBody } from "./request.ts";

/** One signed call, as it is sent. */
interface Sent {
  readonly uri: string;
  readonly body: string;
  readonly time: string;
  readonly signature: string;
}

interface Signing {
  readonly key: KeyObject;
  readonly otherKey: KeyObject;
  readonly uri: string;
  readonly body: string;
  readonly time: string;
}

type Parts = Pick<Signing, "key" | "uri" | "body" | "time"> & { readonly between?: string };

const signatureOf = ({ key, uri, body, time, between = "\n" }: Parts): string =>
  sign("sha256", Buffer.from(`POST ${uri}${between}${clientId}.${time}.${body}`), key).toString("base64");

const asSigned = ({ uri, body, time }: Signing, signature: string): Sent => ({ uri, body, time, signature });

/** What senders do wrong, each of which is found in a way of its own; the last one is found in none. */
const mistakes: Readonly<Record<string, (right: Signing) => Sent>> = {
  "a byte of the body changed": (right) =>
    asSigned(right, signatureOf({ ...right, body: right.body.replace("test", "text") })),
  "spaces in the JSON that was signed": (right) =>
    asSigned(right, signatureOf({ ...right, body: JSON.stringify(JSON.parse(right.body), undefined, 2) })),
  "the whole URL signed": (right) => asSigned(right, signatureOf({ ...right, uri: `https://example.com${right.uri}` })),
  "the prefix not signed": (right) => asSigned(right, signatureOf({ ...right, uri: path })),
  "another path signed": (right) => asSigned(right, signatureOf({ ...right, uri: "/v2/messages/sendInbox" })),
  "another time signed": (right) => asSigned(right, signatureOf({ ...right, time: "2026-01-31T08:30:00.000Z" })),
  "a spelt-out line end": (right) => asSigned(right, signatureOf({ ...right, between: String.raw`\n` })),
  "a space behind the URI": (right) => asSigned(right, signatureOf({ ...right, between: " \n" })),
  base64url: (right) =>
    asSigned(right, signatureOf(right).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/u, "")),
  "another key": (right) => asSigned(right, signatureOf({ ...right, key: right.otherKey })),
};

const rounds = 4;
/** Fewer than a namespace may have diagnosed at once. */
const callsAtOnce = 50;

const post = async (server: Server, { uri, body, time, signature }: Sent): Promise<string> => {
  const headers = {
    "content-type": "application/json; charset=UTF-8",
    "client-id": clientId,
    "request-time": time,
    signature: `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature)}`,
  };
  const answer = await fetch(`${server.url}${uri}`, { method: "POST", headers, body });
  return answer.text();
};

export interface Failed {
  /** Milliseconds of the server's processor that a call takes whose signature is right. */
  readonly good: number;
  /** The same for each mistake, as a ratio to it. */
  readonly mistakes: readonly (readonly [name: string, ratio: number])[];
}

/** Sends right and wrong signatures one after the other, each kind in namespaces of its own, to a stub that knows the key. */
export const measureFailed = async (server: Server, privateKey: string): Promise<Failed | undefined> => {
  const key = createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs8" });
  const otherKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const kinds = Object.entries({ ...mistakes, good: (right: Signing): Sent => asSigned(right, signatureOf(right)) });
  const seen = new Map<string, number[]>(kinds.map(([name]) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [nth, [name, make]] of kinds.entries()) {
      const uri = `/api/ns/round-${round}-${nth}${path}`;
      const calls = Array.from({ length: callsAtOnce }, () =>
        make({ key, otherKey, uri, body: requestBody(newRequestId()), time: new Date().toISOString() }),
      );
      const before = await server.cpuTime();
      for (const call of calls) {
        const text = await post(server, call);
        if (text.includes('"S"') !== (name === "good")) throw new Error(`${name}: ${text}`);
      }
      const after = await server.cpuTime();
      if (before === undefined || after === undefined) return undefined;
      // The first round is for warming up.
      if (round > 0) seen.get(name)?.push(((after.all - before.all) / callsAtOnce) * 1000);
    }
  }
  const of = (name: string): number => median(seen.get(name) ?? []);
  return { good: of("good"), mistakes: Object.keys(mistakes).map((name) => [name, of(name) / of("good")] as const) };
};
