import { expectStatus, messageIdOf } from "../engine/answer.js";
import { expectTrue } from "../engine/failure.js";
import { sendInbox, sendMessage } from "../spec/operation.js";
import { controlLaw } from "./law.js";

export const triggerStoresNothing = controlLaw(
  { name: "trigger-stores-nothing", level: "policy", rule: "A trigger token answers its result and stores nothing." },
  async (context) => {
    for (const operation of context.operations) {
      for (const { code } of operation.codes.filter(({ status }) => status === "F" || status === "U")) {
        const body = context.body(operation);
        await context.post(operation, { ...body, accessToken: `stub-${code}` });
        expectStatus(
          await context.post(operation, body),
          "S",
          `The same requestId with an ordinary token after ${code}`,
        );
      }
    }
  },
);

export const replayConsumesNoFault = controlLaw(
  {
    name: "replay-consumes-no-fault",
    level: "policy",
    rule: "A replay consumes no times of a result fault.",
    operations: ["sendMessage"],
  },
  async (context) => {
    const body = context.body(sendMessage);
    const first = await context.post(sendMessage, body);
    await context.control.planFault({ times: 1, effect: { result: "PROCESS_FAIL" } });
    const replay = await context.post(sendMessage, body);
    expectTrue("a replay under a planned fault", messageIdOf(replay) === messageIdOf(first), {
      expected: messageIdOf(first),
      actual: replay.text,
      exchange: replay,
    });
    expectStatus(await context.post(sendMessage, context.body(sendMessage)), "F", "The planned fault afterwards");
  },
);

export const faultTimes = controlLaw(
  {
    name: "fault-times",
    level: "policy",
    rule: "A planned fault happens as often as it says, where it says.",
    operations: ["sendMessage", "sendInbox"],
  },
  async (context) => {
    await context.control.planFault({ operation: "sendInbox", times: 2, effect: { result: "PROCESS_FAIL" } });
    expectStatus(await context.post(sendMessage, context.body(sendMessage)), "S", "The other operation");
    for (const status of ["F", "F", "S"]) {
      expectStatus(await context.post(sendInbox, context.body(sendInbox)), status, "A fault planned for two times");
    }
  },
);
