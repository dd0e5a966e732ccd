import type { KeyObject } from "node:crypto";
import { looksTaken, postAgainAfterUnknown } from "../engine/acceptance.js";
import { readAnswer } from "../engine/answer.js";
import type { ServerCase } from "../engine/case.js";
import { canEvoke, evoke } from "../engine/evoke.js";
import type { Exchange } from "../engine/exchange.js";
import type { ServerContext } from "../engine/server-context.js";
import { operationOf, variety } from "../laws/answers.js";
import { platformKey, signedBody, signingCase, type SigningClient } from "./identity.js";
import { expectVerified } from "./verified.js";

/** The same place, where whatever is posted is signed. */
const signing = ({ context, identity }: SigningClient): ServerContext => ({
  ...context,
  post: (operation, body, options = {}) => context.post(operation, body, { signer: identity, ...options }),
});

/** Requests of every kind: taken, refused, answered with every code that can be had, each of them twice. */
const ask = async (client: SigningClient): Promise<void> => {
  const { operation } = client;
  const context = signing(client);
  await variety(context, operation);
  for (const { code } of operation.codes) {
    if (!canEvoke(context, operation, code)) continue;
    const body = signedBody(client);
    await evoke(context, operation, { body, code });
    await postAgainAfterUnknown(context, operation, { body });
  }
};

/** Answers of the operation to ordinary requests; those of other cases only where no control API bends them. */
const answersOf = ({ context: { target, exchanges, seen }, operation }: SigningClient): readonly Exchange[] =>
  (target.controlUrl === undefined ? seen : exchanges).filter((exchange) => operationOf(exchange) === operation);

const expectRight = (client: SigningClient, key: KeyObject): void => {
  for (const exchange of answersOf(client)) {
    // That a refusal is signed is the matter of `response-signed`.
    const isDemanded = looksTaken(exchange) || readAnswer(exchange)?.resultStatus === "U";
    if (isDemanded || exchange.headers.has("signature")) expectVerified(exchange, client.identity, key);
  }
};

export const everyAnswer: ServerCase = signingCase(
  {
    id: "signature/every-answer",
    level: "inferred",
    rule: "Every answer S, A or U is signed, and whatever is signed is signed for itself: replays, refusals and unknown results as well. (E15)",
    requires: ["platform-key"],
    overall: true,
  },
  async (client) => {
    await ask(client);
    expectRight(client, await platformKey(client.context));
  },
);
