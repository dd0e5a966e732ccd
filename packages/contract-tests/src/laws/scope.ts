import { take } from "../engine/acceptance.js";
import { answerOf, expectStatus, messageIdOf } from "../engine/answer.js";
import type { Exchange } from "../engine/exchange.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import { sendInbox, sendMessage } from "../spec/operation.js";
import { controlLaw, law } from "./law.js";

const expectApart = (what: string, first: Exchange, second: Exchange): void => {
  expectStatus(first, "S", "First send");
  expectStatus(second, "S", what);
  expectTrue(`${what} is another notification`, messageIdOf(first) !== messageIdOf(second), {
    expected: "another messageId",
    actual: messageIdOf(second),
    exchange: second,
  });
};

export const scopeByClient = law(
  {
    name: "scope-by-client",
    level: "inferred",
    rule: "A requestId is unique within one client: Client-Id, or else authClientId.",
    requires: ["control"],
    operations: ["sendMessage", "sendInbox"],
  },
  async (context) => {
    const body = context.body(sendMessage);
    const first = await context.post(sendMessage, body, { clientId: "client-a" });
    const second = await context.post(sendMessage, body, { clientId: "client-b" });
    expectApart("The same requestId of another Client-Id", first, second);
    const inbox = context.body(sendInbox);
    const one = await context.post(sendInbox, { ...inbox, authClientId: "client-a" });
    const other = await context.post(sendInbox, { ...inbox, authClientId: "client-b" });
    expectApart("The same requestId of another authClientId", one, other);
  },
);

export const scopeByOperation = law(
  {
    name: "scope-by-operation",
    level: "inferred",
    rule: "A requestId is unique within one operation.",
    operations: ["sendMessage", "sendInbox"],
  },
  async (context) => {
    const body = context.body(sendMessage);
    const { authClientId = "", requestId = "" } = body;
    const first = await take(context, sendMessage, { body });
    const second = await take(context, sendInbox, { body: context.body(sendInbox, { authClientId, requestId }) });
    expectTrue("The same requestId at the other operation is another notification", idOf(first) !== idOf(second), {
      expected: "another messageId",
      actual: idOf(second),
      exchange: second,
    });
  },
);

const idOf = (exchange: Exchange): unknown => answerOf(exchange).messageId ?? exchange;

export const scopeByNamespace = controlLaw(
  {
    name: "scope-by-namespace",
    level: "policy",
    rule: "A requestId is unique within one namespace.",
    operations: ["sendMessage"],
  },
  async (context) => {
    const body = context.body(sendMessage);
    const first = await context.post(sendMessage, body);
    expectApart("The same requestId in another namespace", first, await context.another().post(sendMessage, body));
  },
);

/** Other content under a requestId that is known to the client of the header. */
const otherContent = { authClientId: "another merchant" };

const sender = { clientId: "client-a" };

export const mismatchReplays = controlLaw(
  {
    name: "mismatch-replays",
    level: "policy",
    rule: "By default the same requestId with other content replays the stored result.",
  },
  async (context) => {
    for (const operation of context.operations) {
      const body = context.body(operation);
      const first = await context.post(operation, body, sender);
      const other = await context.post(operation, { ...body, ...otherContent }, sender);
      expectStatus(other, "S", "Other content under the same requestId");
      expectSame("messageId of the replay", messageIdOf(other), messageIdOf(first), other);
    }
  },
);

export const mismatchRejects = controlLaw(
  {
    name: "mismatch-rejects",
    level: "policy",
    rule: "Under idempotencyMismatch: reject, other content is refused; a new accessToken alone is no other content.",
  },
  async (context) => {
    await context.control.configure({ policies: { idempotencyMismatch: "reject" } });
    for (const operation of context.operations) {
      const body = context.body(operation);
      await context.post(operation, body, sender);
      const other = await context.post(operation, { ...body, ...otherContent }, sender);
      expectStatus(other, "F", "Other content under the same requestId");
      const refreshed = await context.post(operation, { ...body, accessToken: "a refreshed token" }, sender);
      expectStatus(refreshed, "S", "The same content with a refreshed accessToken");
    }
  },
);

export const idempotencyRetention = controlLaw(
  {
    name: "idempotency-retention",
    operations: ["sendMessage"],
    level: "policy",
    rule: "A stored result is kept for idempotencyRetention on the virtual clock, and forgotten after it.",
  },
  async (context) => {
    await context.control.configure({ policies: { idempotencyRetention: "PT1H" } });
    const body = context.body(sendMessage);
    const first = await context.post(sendMessage, body);
    await context.control.advance("PT59M");
    const kept = await context.post(sendMessage, body);
    expectSame("messageId within the retention", messageIdOf(kept), messageIdOf(first), kept);
    await context.control.advance("PT2M");
    expectApart("The same requestId after the retention", first, await context.post(sendMessage, body));
  },
);
