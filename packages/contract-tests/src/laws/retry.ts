import { expectStatus, messageIdOf } from "../engine/answer.js";
import { textOf } from "../spec/json.js";
import { expectSame, TransportFailure } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { operations, sendInbox, sendMessage, type Operation } from "../spec/operation.js";
import { controlLaw, expectDeliveries, postWithResult, userOf } from "./law.js";

const expectNewTryAfter = async (context: ServerContext, operation: Operation, code: string): Promise<void> => {
  const body = context.body(operation);
  await postWithResult(context, { operation, body, code });
  expectStatus(await context.post(operation, body), "S", `The same requestId after ${code}`);
};

export const retryAfterFailure = controlLaw(
  {
    name: "retry-after-failure",
    level: "inferred",
    rule: "message/send: only S is stored; after F the same requestId is tried anew.",
  },
  (context) => expectNewTryAfter(context, sendMessage, "PROCESS_FAIL"),
);

export const retryAfterUnknown = controlLaw(
  {
    name: "retry-after-unknown",
    level: "inferred",
    rule: "message/send: only S is stored; after U the same requestId is tried anew.",
  },
  (context) => expectNewTryAfter(context, sendMessage, "UNKNOWN_EXCEPTION"),
);

export const inboxRetryAfterUnknown = controlLaw(
  { name: "inbox-retry-after-unknown", level: "documented", rule: "sendInbox: U is never stored. (E16)" },
  (context) => expectNewTryAfter(context, sendInbox, "UNKNOWN_EXCEPTION"),
);

export const inboxFailureBeforeUserStatus = controlLaw(
  {
    name: "inbox-failure-before-user-status",
    level: "inferred",
    rule: "sendInbox: what the caller is told to mend (parameters, token, traffic) is not stored. (E17)",
  },
  async (context) => {
    const body = context.body(sendInbox);
    expectStatus(await context.post(sendInbox, { ...body, templates: [] }), "F", "Illegal parameters");
    await context.control.configure({ users: [userOf(body, { accessToken: "another token" })] });
    expectStatus(await context.post(sendInbox, body), "F", "An unknown token");
    await context.control.configure({ limits: { traffic: { count: 0, window: "PT1M" } } });
    expectStatus(await context.post(sendInbox, body), "F", "Too much traffic");
    await context.control.configure({});
    expectStatus(await context.post(sendInbox, body), "S", "The same requestId, everything mended");
  },
);

export const lostResponse = controlLaw(
  {
    name: "lost-response",
    level: "documented",
    rule: "When the answer is lost, the retry returns the messageId of the one delivery.",
  },
  async (context) => {
    for (const operation of operations) {
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
