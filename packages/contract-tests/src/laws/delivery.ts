import { expectStatus } from "../engine/answer.js";
import { evoke } from "../engine/evoke.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { isObject, textOf } from "../spec/json.js";
import { sendInbox, sendMessage, type Operation } from "../spec/operation.js";
import { controlLaw, expectDeliveries, templateOf } from "./law.js";

const expectAfter = async (
  context: ServerContext,
  { operation, code, deliveries }: { operation: Operation; code: string; deliveries: number },
): Promise<void> => {
  const body = context.body(operation);
  const exchange = await evoke(context, operation, { body, code });
  await expectDeliveries(context, body["requestId"], deliveries, exchange);
};

export const failureDeliversNothing = controlLaw(
  { name: "failure-delivers-nothing", says: /is failed\.|tokens fails/u, rule: "After F nothing is delivered." },
  async (context) => {
    for (const operation of context.operations)
      await expectAfter(context, { operation, code: "PROCESS_FAIL", deliveries: 0 });
  },
);

export const unknownDeliversNothing = controlLaw(
  { name: "unknown-delivers-nothing", level: "inferred", rule: "A planned U stores and delivers nothing." },
  async (context) => {
    for (const operation of context.operations) {
      await expectAfter(context, { operation, code: "UNKNOWN_EXCEPTION", deliveries: 0 });
    }
  },
);

export const acceptedDelivers = controlLaw(
  {
    name: "accepted-delivers",
    says: /accepted by wallets/u,
    rule: "sendInbox: an accepted message is delivered once.",
    operations: ["sendInbox"],
  },
  (context) => expectAfter(context, { operation: sendInbox, code: "ACCEPT", deliveries: 1 }),
);

// Nothing listens on the discard port of the loopback address.
const deadSuperApp = "http://127.0.0.1:9/";

export const successBeforeDelivery = controlLaw(
  {
    name: "success-before-delivery",
    says: /regardless of whether/u,
    operations: ["sendMessage"],
    rule: "S is answered whatever becomes of the delivery; its failure shows in the delivery status alone. (E19)",
  },
  async (context) => {
    const body = context.body(sendMessage, { customerBelongsTo: "GCASH" });
    await context.control.configure({
      superApps: { GCASH: { url: deadSuperApp } },
      policies: { superAppLeg: "webhook" },
    });
    const exchange = await context.post(sendMessage, body);
    expectStatus(exchange, "S", "A super app that cannot be reached");
    const [message] = await context.control.messages({ requestId: textOf(body["requestId"]) });
    const delivery = isObject(message?.delivery) ? message.delivery["status"] : undefined;
    expectTrue("delivery status", delivery === "queued" || delivery === "failed", {
      expected: "queued or failed",
      actual: delivery,
      exchange,
    });
  },
);

const channels = ["PUSH", "SMS", "INBOX"];

export const channelOfTemplate = controlLaw(
  {
    name: "channel-of-template",
    says: /corresponding channel of the template/u,
    operations: ["sendMessage"],
    rule: "message/send delivers through the channel of the template.",
  },
  async (context) => {
    for (const channel of channels) {
      const body = context.body(sendMessage);
      await context.control.configure({ templates: [templateOf(body, channel)] });
      await expectChannel(context, { operation: sendMessage, body, channel });
    }
  },
);

export const inboxChannel = controlLaw(
  {
    name: "inbox-channel",
    says: /send inbox messages/u,
    operations: ["sendInbox"],
    rule: "sendInbox delivers to the inbox, whatever the parameters. (E21)",
  },
  async (context) => {
    const templates = [{ templateParameters: { pushContentUrl: "http://a.example" }, language: "en-US" }];
    await expectChannel(context, { operation: sendInbox, body: context.body(sendInbox), channel: "INBOX" });
    await expectChannel(context, {
      operation: sendInbox,
      body: context.body(sendInbox, { templates }),
      channel: "INBOX",
    });
  },
);

const expectChannel = async (
  context: ServerContext,
  { operation, body, channel }: { operation: Operation; body: ReturnType<ServerContext["body"]>; channel: string },
): Promise<void> => {
  const exchange = await context.post(operation, body);
  const messages = await context.control.messages({ requestId: textOf(body["requestId"]) });
  expectSame(
    "channels of the delivery",
    messages.map((message) => message.channel),
    [channel],
    exchange,
  );
};

export const variablesRendered = controlLaw(
  {
    name: "variables-rendered",
    says: /replaces the content of variables/u,
    rule: "Variables of the template are replaced by the templateParameters.",
  },
  async (context) => {
    const template = { title: "Hello ${who}", body: "Order ${order}: ${who}, it is ${state}, ${who}." };
    const templates = [{ templateParameters: { who: "Ada", order: "#7 @?", state: "paid" }, language: "en-US" }];
    for (const operation of context.operations) {
      const body = context.body(operation, { templates });
      await context.control.configure({ templates: [templateOf(body, "INBOX", template)] });
      const exchange = await context.post(operation, body);
      const [message] = await context.control.messages({ requestId: textOf(body["requestId"]) });
      const content = JSON.stringify(message?.content ?? {});
      const shown = content.includes("Hello Ada") && content.includes("Order #7 @?: Ada, it is paid, Ada.");
      expectTrue("text of the delivered message", shown, { expected: template, actual: content, exchange });
    }
  },
);
