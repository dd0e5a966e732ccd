import { serverCase, type ServerCase } from "../engine/case.js";
import { answerOf, expectCode, expectStatus } from "../engine/answer.js";
import type { Exchange } from "../engine/exchange.js";
import { ContractFailure } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { signContent, signatureHeader } from "../signing/signer.js";
import { sendMessage } from "../spec/operation.js";
import { expectParametersAccepted } from "../boundaries/verdict.js";
import { seededIdentity, signedBody, signedRequest, type Identity } from "./identity.js";

const atOnce = 16;

const expectRefused = (exchange: Exchange, what: string): void => {
  const { resultStatus } = answerOf(exchange);
  if (resultStatus !== "F")
    throw new ContractFailure(`${what} must be refused`, { expected: "F", actual: exchange.text, exchange });
};

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

/** Signs `<METHOD> <URI>\n<Client-Id>.<time>.` with one bit flipped, and sends the request as it should be. */
const flipHead = async (context: ServerContext, identity: Identity): Promise<void> => {
  const time = new Date().toISOString();
  const body = JSON.stringify(signedBody(context, identity));
  const right = signedRequest(context, identity, { body, time });
  const uri = new URL(context.baseUrl + sendMessage.path).pathname;
  const head = Buffer.from(`POST ${uri}\n${identity.clientId}.${time}.`);
  await inChunks(head.length * 8, context.target.flipEvery ?? 1, async (bit) => {
    const signature = signContent(Buffer.concat([flipped(head, bit), Buffer.from(body)]), identity.privateKey);
    const headers = { ...right.headers, Signature: signatureHeader(signature, identity.keyVersion) };
    expectRefused(await context.send({ ...right, headers }), `bit ${bit} of method, path, client or time flipped`);
  });
};

/** Sends the body with one bit flipped under the signature of the right one. */
const flipBody = async (context: ServerContext, identity: Identity): Promise<void> => {
  const body = Buffer.from(JSON.stringify(signedBody(context, identity)));
  const right = signedRequest(context, identity, { body });
  await inChunks(body.length * 8, context.target.flipEvery ?? 1, async (bit) => {
    expectRefused(await context.send({ ...right, body: flipped(body, bit) }), `bit ${bit} of the body flipped`);
  });
};

export const bitFlips = serverCase(
  {
    id: "signature/bit-flips",
    level: "documented",
    rule: "Every single flipped bit in method, path, client, time and body makes the signature wrong.",
    requires: ["signing"],
  },
  async (context) => {
    const identity = await seededIdentity(context, context);
    const body = JSON.stringify(signedBody(context, identity));
    const right = await context.send(signedRequest(context, identity, { body }));
    expectParametersAccepted(context.target, right, "The right signature");
    await flipHead(context, identity);
    await flipBody(context, identity);
  },
);

export const missingHeader = serverCase(
  {
    id: "signature/missing-header",
    level: "documented",
    rule: "Signature, Client-Id and Request-Time are required headers: without one the request is refused.",
    requires: ["control"],
  },
  async (context) => {
    const identity = await seededIdentity(context, context);
    for (const name of ["Signature", "Client-Id", "Request-Time"]) {
      const request = signedRequest(context, identity, { body: JSON.stringify(signedBody(context, identity)) });
      const exchange = await context.send({ ...request, headers: { ...request.headers, [name]: undefined } });
      expectCode(exchange, "INVALID_SIGNATURE", `without ${name}`);
    }
  },
);

const codeCase = (
  name: string,
  { rule, code, bend }: { rule: string; code: string; bend: (identity: Identity) => Identity },
): ServerCase =>
  serverCase({ id: `signature/${name}`, level: "inferred", rule, requires: ["signing"] }, async (context) => {
    const identity = bend(await seededIdentity(context, context));
    const body = JSON.stringify(signedBody(context, identity));
    expectCode(await context.send(signedRequest(context, identity, { body })), code, rule);
  });

export const unknownClient = codeCase("unknown-client", {
  rule: "An unknown Client-Id gets INVALID_CLIENT.",
  code: "INVALID_CLIENT",
  bend: (identity) => ({ ...identity, clientId: "nobody-knows-this-client" }),
});

export const unknownKeyVersion = codeCase("unknown-key-version", {
  rule: "An unknown keyVersion gets KEY_NOT_FOUND.",
  code: "KEY_NOT_FOUND",
  bend: (identity) => ({ ...identity, keyVersion: "no-such-version" }),
});

export const signatureBeforeParameters = serverCase(
  {
    id: "signature/before-parameters",
    level: "policy",
    rule: "A wrong signature is found before illegal parameters and before malformed JSON.",
    requires: ["control"],
  },
  async (context) => {
    const identity = await seededIdentity(context, context);
    const illegal = JSON.stringify(signedBody(context, identity, { templates: [] }));
    for (const body of [illegal, "{"]) {
      const request = signedRequest(context, identity, { body, content: (content) => ({ ...content, method: "GET" }) });
      expectCode(await context.send(request), "INVALID_SIGNATURE", "A wrong signature over an illegal body");
    }
  },
);

export const requestTimeTolerance = serverCase(
  {
    id: "signature/request-time-tolerance",
    level: "policy",
    rule: "Under requestTimeTolerance a Request-Time further away from the virtual clock, before or after, is refused.",
    requires: ["control"],
  },
  async (context) => {
    const identity = await seededIdentity(context, context, { requestTimeTolerance: "PT5M" });
    const at = async (minutes: number): Promise<Exchange> => {
      const body = JSON.stringify(signedBody(context, identity));
      const time = new Date(Date.now() + minutes * 60_000).toISOString();
      return context.send(signedRequest(context, identity, { body, time }));
    };
    for (const minutes of [-4, 4]) expectStatus(await at(minutes), "S", `${minutes} minutes away`);
    for (const minutes of [-6, 6]) expectCode(await at(minutes), "INVALID_SIGNATURE", `${minutes} minutes away`);
    await context.control.advance("PT1H");
    expectCode(await at(0), "INVALID_SIGNATURE", "An hour behind the virtual clock");
    expectStatus(await at(60), "S", "On the virtual clock");
  },
);
