import { postAgainAfterUnknown, take } from "../engine/acceptance.js";
import { answerOf } from "../engine/answer.js";
import { forEach } from "../engine/verdict.js";
import { expectSame } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { type Operation, sendMessage } from "../spec/operation.js";
import { controlLaw, law } from "./law.js";

/** Has a request with this extendInfo taken. */
const takeWith = async (context: ServerContext, operation: Operation, extendInfo: string) => {
  const exchange = await take(context, operation, { body: context.body(operation, { extendInfo }) });
  return { exchange, json: answerOf(exchange).json };
};

export const extendInfoEcho = law(
  {
    name: "extend-info-echo",
    level: "policy",
    rule: "The answer carries the request's extendInfo, under either spelling. (E02)",
  },
  async (context) => {
    for (const operation of context.operations) {
      const extendInfo = "  Additional information, \u00E4\u{1F600}  ";
      const { exchange, json } = await takeWith(context, operation, extendInfo);
      expectSame("extendInfo of the answer", json["extendInfo"] ?? json["entendInfo"], extendInfo, exchange);
    }
  },
);

const shared = 16;

export const extendInfoWhole = law(
  {
    name: "extend-info-whole",
    level: "inferred",
    rule: "When the answer carries the request's extendInfo, it carries all of it.",
  },
  async (context) =>
    forEach(context.operations, async (operation) => {
      const extendInfo = "Additional information, ".repeat(80);
      const { exchange, json } = await takeWith(context, operation, extendInfo);
      for (const name of ["extendInfo", "entendInfo"]) {
        const back = json[name];
        // A server may say something of its own there; what begins as the request's does not.
        if (typeof back !== "string" || !back.startsWith(extendInfo.slice(0, shared))) continue;
        expectSame(`${name} of the answer`, back, extendInfo, exchange);
      }
    }),
);

const atOnce = 12;

export const answersApart = law(
  {
    name: "answers-apart",
    level: "inferred",
    rule: "Requests at the same time get each their own answer.",
  },
  async (context) =>
    forEach(context.operations, async (operation) => {
      const bodies = Array.from({ length: atOnce }, (_, index) =>
        context.body(operation, { extendInfo: `information of number ${index + 1} of many` }),
      );
      const exchanges = await Promise.all(bodies.map((body) => take(context, operation, { body })));
      for (const [index, exchange] of exchanges.entries()) {
        const { messageId, json } = answerOf(exchange);
        const own = bodies[index] ?? {};
        for (const text of [json["extendInfo"], json["entendInfo"]]) {
          if (bodies.some(({ extendInfo }) => extendInfo === text)) {
            expectSame("extendInfo of the answer", text, own["extendInfo"], exchange);
          }
        }
        const again = await postAgainAfterUnknown(context, operation, { body: own });
        expectSame("messageId of the replay", answerOf(again).messageId, messageId, again);
      }
    }),
);

const spellings = { both: ["entendInfo", "extendInfo"], extendInfo: ["extendInfo"], entendInfo: ["entendInfo"] };

export const extendInfoSpellings = controlLaw(
  {
    name: "extend-info-spellings",
    operations: ["sendMessage"],
    level: "policy",
    rule: "message/send answers under the names that extendInfoSpelling says. (E02)",
  },
  async (context) => {
    for (const [policy, names] of Object.entries(spellings)) {
      await context.control.configure({ policies: { extendInfoSpelling: policy } });
      const exchange = await context.post(sendMessage, context.body(sendMessage, { extendInfo: "information" }));
      const present = Object.keys(answerOf(exchange).json).filter((key) => spellings.both.includes(key));
      expectSame(`names under extendInfoSpelling: ${policy}`, present.toSorted(), names, exchange);
    }
  },
);
