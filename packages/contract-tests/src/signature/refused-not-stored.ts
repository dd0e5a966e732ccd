import { isTaken, looksTaken } from "../engine/acceptance.js";
import { answerOf } from "../engine/answer.js";
import type { Exchange } from "../engine/exchange.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import { expectDeliveries } from "../laws/law.js";
import {
  plainRequest,
  signedBody,
  signedRequest,
  signingCase,
  unsigned,
  type SignedRequest,
  type SigningClient,
} from "./identity.js";
import { sampleNotTaken } from "./sample-not-taken.js";

/** Makes a request of this body that is refused for its signature. */
type Refusal = (client: SigningClient, body: string) => SignedRequest;

const as =
  (change: Partial<SigningClient["identity"]>): Refusal =>
  (client, body) =>
    signedRequest({ ...client, identity: { ...client.identity, ...change } }, { body });

const refusals: Readonly<Record<string, Refusal>> = {
  "with a wrong signature": (client, body) =>
    signedRequest(client, { body, content: (content) => ({ ...content, method: "GET" }) }),
  "without a signature": (client, body) => unsigned(signedRequest(client, { body })),
  "of an unknown client": as({ clientId: "nobody-knows-this-client" }),
  "with an unknown key version": as({ keyVersion: "no-such-version" }),
};

const good = { extendInfo: "the good one" };
const bad = { extendInfo: "the bad one" };

/** What an answer says back, under either spelling. */
const echoOf = (exchange: Exchange): readonly unknown[] => {
  const { extendInfo, entendInfo } = answerOf(exchange).json;
  return [extendInfo, entendInfo];
};

/** The answer to a good request before which nothing was refused. */
const usualAnswer = async (client: SigningClient): Promise<Exchange> => {
  const exchange = await client.context.send(plainRequest(client, good));
  if (isTaken(exchange)) return exchange;
  throw sampleNotTaken(exchange);
};

export const refusedNotStored = signingCase(
  {
    id: "signature/refused-not-stored",
    level: "inferred",
    rule: "A request that is refused for its signature leaves nothing behind: rightly signed, the same requestId is taken with what it says then.",
  },
  async (client) => {
    const { context } = client;
    const steered = context.target.controlUrl !== undefined;
    const usual = echoOf(await usualAnswer(client));
    for (const [name, refusal] of Object.entries(refusals)) {
      const body = signedBody(client, good);
      const refused = await context.send(refusal(client, JSON.stringify({ ...body, ...bad })));
      // Whether it is refused is the matter of other cases.
      if (looksTaken(refused)) continue;
      if (steered) await expectDeliveries(context, body["requestId"], 0, refused);
      const exchange = await context.send(signedRequest(client, { body: JSON.stringify(body) }));
      const what = `A request behind one of the same requestId ${name}`;
      expectTrue(what, isTaken(exchange), { expected: "S or A", actual: exchange.text, exchange });
      expectSame(`${what}: extendInfo of the answer`, echoOf(exchange), usual, exchange);
      if (steered) await expectDeliveries(context, body["requestId"], 1, exchange);
    }
  },
);
