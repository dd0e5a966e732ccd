import type { ServerTarget } from "../engine/target.js";
import { signatureHeader, signContent, uriOf } from "../signing/signer.js";
import {
  bodyText,
  expectNotTaken,
  expectPlainTaken,
  signedRequest,
  signingCase,
  type SigningClient,
} from "./identity.js";

const atOnce = 16;

const inChunks = async (count: number, every: number, attempt: (bit: number) => Promise<void>): Promise<void> => {
  const bits = Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
  for (let start = 0; start < bits.length; start += atOnce) {
    await Promise.all(bits.slice(start, start + atOnce).map(attempt));
  }
};

const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const copy = new Uint8Array(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

// Enough to tell a server that checks signatures, where each request costs time and somebody's quota.
const fewFlips = 61;

const everyOf = ({ flipEvery, controlUrl }: ServerTarget): number =>
  flipEvery ?? (controlUrl === undefined ? fewFlips : 1);

/** Every bit at one operation; the others share the code that looks at them, so a few tell enough. */
const everyAt = ({ context, operation }: SigningClient): number => {
  const every = everyOf(context.target);
  return operation === context.operations[0] ? every : Math.max(every, fewFlips);
};

/** Signs `<METHOD> <URI>\n<Client-Id>.<time>.` with one bit flipped, and sends the request as it should be. */
const flipHead = async (client: SigningClient): Promise<void> => {
  const { context, identity } = client;
  const time = new Date().toISOString();
  const body = bodyText(client);
  const right = signedRequest(client, { body, time });
  const head = Buffer.from(`POST ${uriOf(context.baseUrl + right.path)}\n${identity.clientId}.${time}.`);
  await inChunks(head.length * 8, everyAt(client), async (bit) => {
    const signature = signContent(Buffer.concat([flipped(head, bit), Buffer.from(body)]), identity.privateKey);
    const headers = { ...right.headers, Signature: signatureHeader(signature, identity.keyVersion) };
    expectNotTaken(await context.send({ ...right, headers }), `bit ${bit} of method, path, client or time flipped`);
  });
};

/** Sends the body with one bit flipped under the signature of the right one. */
const flipBody = async (client: SigningClient): Promise<void> => {
  const body = Buffer.from(bodyText(client));
  const right = signedRequest(client, { body });
  await inChunks(body.length * 8, everyAt(client), async (bit) => {
    const exchange = await client.context.send({ ...right, body: flipped(body, bit) });
    expectNotTaken(exchange, `bit ${bit} of the body flipped`);
  });
};

export const bitFlips = signingCase(
  {
    id: "signature/bit-flips",
    level: "inferred",
    rule: "Every single flipped bit in method, path, client, time and body makes the signature wrong.",
  },
  async (client) => {
    await expectPlainTaken(client);
    await flipHead(client);
    await flipBody(client);
  },
);
