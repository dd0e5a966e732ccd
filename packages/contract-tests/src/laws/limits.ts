import { expectStatus } from "../engine/answer.js";
import type { Namespace } from "../engine/server-context.js";
import { sendMessage } from "../spec/operation.js";
import { controlLaw } from "./law.js";

export const replayCostsNoQuota = controlLaw(
  {
    name: "replay-costs-no-quota",
    level: "policy",
    rule: "A replay costs no quota.",
    operations: ["sendMessage"],
  },
  async (context) => {
    await context.control.configure({ limits: { perUser: { count: 2, window: "PT1H" } } });
    const place: Namespace = context;
    const body = context.body(sendMessage);
    for (let send = 0; send < 5; send += 1) expectStatus(await place.post(sendMessage, body), "S", "A replay");
    expectStatus(await place.post(sendMessage, context.body(sendMessage)), "S", "The second notification of two");
  },
);

export const limitWindow = controlLaw(
  {
    name: "limit-window",
    level: "policy",
    rule: "A limit counts within its sliding window on the virtual clock.",
    operations: ["sendMessage"],
  },
  async (context) => {
    await context.control.configure({ limits: { perUser: { count: 1, window: "PT1H" } } });
    expectStatus(await context.post(sendMessage, context.body(sendMessage)), "S", "The first of one");
    expectStatus(await context.post(sendMessage, context.body(sendMessage)), "F", "The second of one");
    await context.control.advance("PT61M");
    expectStatus(await context.post(sendMessage, context.body(sendMessage)), "S", "The first of the next hour");
  },
);
