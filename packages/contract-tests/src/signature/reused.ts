import { isTaken } from "../engine/acceptance.js";
import { signatureHeader } from "../signing/signer.js";
import { textOf } from "../spec/json.js";
import { operations } from "../spec/operation.js";
import {
  bodyText,
  expectNotTaken,
  signedRequest,
  signingCase,
  unsigned,
  type SignedRequest,
  type SigningClient,
} from "./identity.js";
import { sampleNotTaken } from "./sample-not-taken.js";

const atMoment = (ago: number): string => new Date(Date.now() - ago).toISOString();

/** Requests that borrow what another one proved. */
const borrowers = (client: SigningClient, right: SignedRequest): readonly (readonly [string, SignedRequest])[] => {
  const { headers } = right;
  const other = bodyText(client);
  const sameId = JSON.stringify({ ...Object(JSON.parse(textOf(right.body))), extendInfo: "another text" });
  const forged = {
    ...headers,
    Signature: signatureHeader(Buffer.alloc(256, 7).toString("base64"), client.identity.keyVersion),
  };
  const later = { "Request-Time": atMoment(-1) };
  const elsewhere = operations.filter(({ id }) => id !== client.operation.id);
  return [
    ["Another request under the signature of one that was taken", { ...right, body: other }],
    ["Another content of the same requestId under its signature", { ...right, body: sameId }],
    ["The same body with another Request-Time under its signature", { ...right, headers: { ...headers, ...later } }],
    ["Another request and time under its signature", { ...right, body: other, headers: { ...headers, ...later } }],
    [
      "The same request of another client under its signature",
      { ...right, headers: { ...headers, "Client-Id": `${client.identity.clientId}2` } },
    ],
    ...elsewhere.map(({ path }): [string, SignedRequest] => [
      "The same body at another operation under its signature",
      { ...right, path },
    ]),
    ["A request that was taken, with a forged signature", { ...right, headers: forged }],
    [
      "A request that was taken, with a forged signature and another time",
      { ...right, headers: { ...forged, ...later } },
    ],
    ["Another request at the same time, with a forged signature", { ...right, body: other, headers: forged }],
  ];
};

export const reused = signingCase(
  {
    id: "signature/reused",
    level: "inferred",
    rule: "A signature that was accepted once is worth nothing for another request, and a request that was taken once needs its own again.",
  },
  async (client) => {
    const { context } = client;
    const right = signedRequest(client, { body: bodyText(client), time: atMoment(5) });
    const first = await context.send(right);
    if (!isTaken(first)) {
      throw sampleNotTaken(first);
    }
    for (const [what, request] of borrowers(client, right)) expectNotTaken(await context.send(request), what);
    expectNotTaken(await context.send(unsigned(right)), "A request that was taken, without a signature");
  },
);
