import { textOf } from "../spec/json.js";
import { expectStatus, messageIdOf } from "../engine/answer.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import { sendMessage } from "../spec/operation.js";
import { controlLaw, userOf } from "./law.js";

export const reset = controlLaw(
  {
    name: "reset",
    operations: ["sendMessage"],
    level: "policy",
    rule: "A reset forgets state, faults and clock, and keeps the configuration.",
  },
  async (context) => {
    const { control } = context;
    const body = context.body(sendMessage);
    const stranger = context.body(sendMessage, { accessToken: "a stranger's token" });
    await control.configure({ users: [userOf(body)] });
    const first = await context.post(sendMessage, body);
    await control.planFault({ effect: { result: "PROCESS_FAIL" } });
    await control.advance("P2D");
    await control.reset();
    const left = await control.messages({ requestId: textOf(body["requestId"]) });
    expectSame("messages after a reset", left.length, 0);
    const again = await context.post(sendMessage, body);
    expectStatus(again, "S", "A planned fault after a reset");
    expectTrue("the requestId is new after a reset", messageIdOf(again) !== messageIdOf(first), {
      expected: "another messageId",
      actual: messageIdOf(again),
      exchange: again,
    });
    expectStatus(await context.post(sendMessage, stranger), "F", "An unknown token after a reset");
    const ahead = (await control.now()).getTime() - Date.now();
    expectTrue("the clock after a reset", Math.abs(ahead) < 3_600_000, {
      expected: "about now",
      actual: `${ahead} ms`,
    });
  },
);

export const namespaceIsolation = controlLaw(
  {
    name: "namespace-isolation",
    operations: ["sendMessage"],
    level: "policy",
    rule: "Messages, configuration, faults and clock of one namespace do not show in another.",
  },
  async (context) => {
    const neighbour = context.another();
    const body = context.body(sendMessage);
    expectStatus(await context.post(sendMessage, body), "S", "A send in one namespace");
    await context.control.configure({ users: [userOf(body, { status: "LOCKED" })] });
    await context.control.planFault({ effect: { result: "PROCESS_FAIL" } });
    await context.control.advance("P2D");
    expectSame("messages of the other namespace", (await neighbour.control.messages()).length, 0);
    expectStatus(await neighbour.post(sendMessage, context.body(sendMessage)), "S", "A send in the other namespace");
    const ahead = (await neighbour.control.now()).getTime() - Date.now();
    expectTrue("the clock of the other namespace", Math.abs(ahead) < 3_600_000, {
      expected: "about now",
      actual: `${ahead} ms`,
    });
  },
);
