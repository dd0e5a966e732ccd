import { serverCase, type ServerCase } from "../engine/case.js";
import { expectStatus } from "../engine/answer.js";
import type { ServerContext } from "../engine/server-context.js";
import { sharedKeyPair } from "../signing/keys.js";
import type { Level } from "../spec/statement.js";
import { seededIdentity, signedBody, signedRequest, type Identity, type SignedSend } from "./identity.js";

interface Accepted {
  readonly name: string;
  readonly level: Level;
  readonly rule: string;
  readonly control?: boolean;
  readonly send: (context: ServerContext, identity: Identity) => SignedSend | Promise<SignedSend>;
  /** Another key of the same client. */
  readonly as?: (identity: Identity) => Identity | Promise<Identity>;
}

const reversed = (value: object): string => JSON.stringify(Object.fromEntries(Object.entries(value).toReversed()));

const compact = (context: ServerContext, identity: Identity): SignedSend => ({
  body: JSON.stringify(signedBody(context, identity)),
});

// base64 of a signature holds a plus sign with near certainty over this many tries, and a server that reads `+` as a
// space shows only there.
const plusTries = 12;

const accepted: readonly Accepted[] = [
  {
    name: "accepted",
    level: "documented",
    rule: "A signature over the exact bytes of the body is accepted, white space and escapes included.",
    send: (context, identity) => ({
      body: `${JSON.stringify(signedBody(context, identity), undefined, "   ").replaceAll("/", String.raw`\u002f`)}\n`,
    }),
  },
  {
    name: "key-order",
    level: "documented",
    rule: "The order of the keys in the body does not matter to the signature.",
    send: (context, identity) => ({ body: reversed(signedBody(context, identity)) }),
  },
  {
    name: "lower-case-hex",
    level: "inferred",
    rule: "The URL-encoding of the signature may use lower-case hex.",
    send: (context, identity) => ({
      ...compact(context, identity),
      header: (signature, keyVersion) =>
        `algorithm=RSA256, keyVersion=${keyVersion ?? ""}, signature=${encodeURIComponent(signature).replaceAll(/%../gu, (hex) => hex.toLowerCase())}`,
    }),
  },
  {
    name: "header-spacing",
    level: "inferred",
    rule: "The parts of the Signature header may be separated by `,` without a space.",
    send: (context, identity) => ({
      ...compact(context, identity),
      header: (signature, keyVersion) =>
        `algorithm=RSA256,keyVersion=${keyVersion ?? ""},signature=${encodeURIComponent(signature)}`,
    }),
  },
  {
    name: "key-version-missing",
    level: "inferred",
    rule: "Without keyVersion the latest key of the client is meant.",
    control: true,
    send: (context, identity) => ({
      ...compact(context, identity),
      header: (signature) => `algorithm=RSA256, signature=${encodeURIComponent(signature)}`,
    }),
  },
  {
    name: "key-rotation",
    level: "policy",
    rule: "An older key of the client stays valid beside the latest.",
    control: true,
    send: compact,
    as: async (identity) => ({ ...identity, keyVersion: "1", privateKey: (await sharedKeyPair(0)).privateKey }),
  },
  {
    name: "epoch-time",
    level: "inferred",
    rule: "Request-Time may be epoch milliseconds: the signature covers its exact string.",
    control: true,
    send: (context, identity) => ({ ...compact(context, identity), time: String(Date.now()) }),
  },
];

export const acceptedCases: readonly ServerCase[] = accepted.map(({ name, level, rule, control, send, as }) =>
  serverCase({ id: `signature/${name}`, level, rule, requires: [control ? "control" : "signing"] }, async (context) => {
    const known = await seededIdentity(context, context, control ? { requestTimeTolerance: "PT1H" } : {});
    const identity = (await as?.(known)) ?? known;
    expectStatus(await context.send(signedRequest(context, identity, await send(context, identity))), "S", rule);
  }),
);

export const rawBase64 = serverCase(
  {
    id: "signature/raw-base64",
    level: "inferred",
    rule: "A signature that is not URL-encoded is accepted, plus signs included.",
    requires: ["signing"],
  },
  async (context) => {
    const identity = await seededIdentity(context, context);
    for (let attempt = 0; attempt < plusTries; attempt += 1) {
      const request = signedRequest(context, identity, {
        ...compact(context, identity),
        header: (signature, keyVersion) =>
          `algorithm=RSA256, ${keyVersion === undefined ? "" : `keyVersion=${keyVersion}, `}signature=${signature}`,
      });
      expectStatus(await context.send(request), "S", "A raw base64 signature");
    }
  },
);
