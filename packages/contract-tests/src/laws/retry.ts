import { isTaken, shortAnswer, take } from "../engine/acceptance.js";
import { expectStatus, messageIdOf } from "../engine/answer.js";
import { canEvoke, evoke, needsResult } from "../engine/evoke.js";
import { ContractFailure, expectSame, TransportFailure } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach, Inconclusive, NotOffered } from "../engine/verdict.js";
import { textOf } from "../spec/json.js";
import { sendInbox, sendMessage, type Operation } from "../spec/operation.js";
import { controlLaw, expectDeliveries, law, userOf } from "./law.js";

/** What was refused with a code is tried again under the same requestId, which the server takes for a new one. */
const expectNewTryAfter = async (context: ServerContext, operation: Operation, code: string): Promise<void> => {
  const body = context.body(operation);
  const first = await evoke(context, operation, { body, code });
  if (isTaken(first)) throw new Inconclusive(`The server does not answer ${code} (${shortAnswer(first)}).`, first);
  const again = await context.post(operation, body);
  if (isTaken(again)) return;
  await take(context, operation, { place: context.another() });
  throw new ContractFailure(`The same requestId after ${code}`, {
    expected: "S or A",
    actual: again.text,
    exchange: again,
  });
};

/** The same for every one of the codes that this server can be made to answer. */
const expectNewTryAfterEach = async (
  context: ServerContext,
  operation: Operation,
  codes: readonly string[],
): Promise<void> => {
  const known = codes.filter((code) => canEvoke(context, operation, code));
  if (known.length === 0) throw new NotOffered(needsResult(operation, codes[0] ?? ""));
  await forEach(known, (code) => expectNewTryAfter(context, operation, code));
};

export const retryAfterFailure = law(
  {
    name: "retry-after-failure",
    level: "inferred",
    rule: "message/send: only S is stored; after F the same requestId is tried anew.",
    operations: ["sendMessage"],
  },
  (context) => {
    const failures = sendMessage.codes.filter(({ status }) => status === "F").map(({ code }) => code);
    return expectNewTryAfterEach(context, sendMessage, failures);
  },
);

export const retryAfterUnknown = law(
  {
    name: "retry-after-unknown",
    level: "inferred",
    rule: "message/send: only S is stored; after U the same requestId is tried anew.",
    operations: ["sendMessage"],
  },
  (context) => expectNewTryAfter(context, sendMessage, "UNKNOWN_EXCEPTION"),
);

export const inboxRetryAfterUnknown = law(
  {
    name: "inbox-retry-after-unknown",
    says: /may try again/u,
    rule: "sendInbox: U is never stored. (E16)",
    operations: ["sendInbox"],
  },
  (context) => expectNewTryAfter(context, sendInbox, "UNKNOWN_EXCEPTION"),
);

export const retryAfterIllegalParameters = law(
  {
    name: "retry-after-illegal-parameters",
    level: "inferred",
    rule: "What was refused for its parameters is mended and tried again under the same requestId. (E17)",
  },
  async (context) => {
    for (const operation of context.operations) {
      const body = context.body(operation);
      const refused = await context.post(operation, { ...body, templates: "not a list" });
      if (isTaken(refused)) throw new Inconclusive("The server takes templates that are no list.", refused);
      await take(context, operation, { body });
    }
  },
);

/** What the caller of sendInbox is told to mend and to try again. */
const mendable = [
  "INVALID_ACCESS_TOKEN",
  "EXPIRED_ACCESS_TOKEN",
  "INVALID_AUTH_CLIENT",
  "REQUEST_TRAFFIC_EXCEED_LIMIT",
];

export const inboxFailureBeforeUserStatus = law(
  {
    name: "inbox-failure-before-user-status",
    level: "inferred",
    rule: "sendInbox: what the caller is told to mend (parameters, token, traffic) is not stored. (E17)",
    operations: ["sendInbox"],
  },
  async (context) => {
    // A planned fault stands for the platform's own failure, so registries have to refuse where there are some.
    if (context.target.controlUrl === undefined) return expectNewTryAfterEach(context, sendInbox, mendable);
    const body = context.body(sendInbox);
    expectStatus(await context.post(sendInbox, { ...body, templates: [] }), "F", "Illegal parameters");
    await context.control.configure({ users: [userOf(body, { accessToken: "another token" })] });
    expectStatus(await context.post(sendInbox, body), "F", "An unknown token");
    await context.control.configure({ clients: [{ clientId: "another", keys: [], authClientIds: ["another"] }] });
    expectStatus(await context.post(sendInbox, body), "F", "An unknown authClientId");
    await context.control.configure({ limits: { traffic: { count: 0, window: "PT1M" } } });
    expectStatus(await context.post(sendInbox, body), "F", "Too much traffic");
    await context.control.configure({});
    return expectStatus(await context.post(sendInbox, body), "S", "The same requestId, everything mended");
  },
);

export const lostResponse = controlLaw(
  {
    name: "lost-response",
    says: /must return the same messageId/u,
    rule: "When the answer is lost, the retry returns the messageId of the one delivery.",
  },
  async (context) => {
    for (const operation of context.operations) {
      const body = context.body(operation);
      const requestId = textOf(body["requestId"]);
      await context.control.planFault({ requestId, times: 1, effect: { lostResponse: true } });
      const lost = await context.post(operation, body).catch((error: unknown) => error);
      expectSame("an answer came although it was to be lost", lost instanceof TransportFailure, true);
      await expectDeliveries(context, requestId, 1);
      const retry = await context.post(operation, body);
      const messages = await context.control.messages({ requestId });
      expectSame(
        "messageIds delivered and answered",
        messages.map((message) => message.messageId),
        [messageIdOf(retry)],
        retry,
      );
    }
  },
);
