import * as fc from "fast-check";
import { answerOf } from "../engine/answer.js";
import { ContractFailure, TransportFailure } from "../engine/failure.js";
import type { Namespace, ServerContext } from "../engine/server-context.js";
import { millisecondsOf } from "../reference/duration.js";
import { decide } from "../reference/platform.js";
import { defaultRules } from "../reference/rules.js";
import { newState, newWorld, type Decision, type World } from "../reference/world.js";
import { type JsonObject, textOf } from "../spec/json.js";
import { operations, type Operation } from "../spec/operation.js";
import { controlLaw } from "./law.js";

/** The server as it is, and what the sequence has seen of it so far. */
interface Real {
  readonly place: Namespace;
  /** messageId of the model to messageId of the server, and back: equal there means equal here. */
  readonly ids: Map<string, string>;
  readonly bodies: (operation: Operation, index: number) => JsonObject;
}

type Step = fc.AsyncCommand<World, Real>;

const step = (name: string, run: Step["run"]): Step => ({ check: () => true, run, toString: () => name });

const attemptOf = (world: World, operation: Operation, body: JsonObject): Decision =>
  decide(
    world,
    { operation, body, clientId: undefined, signature: undefined, now: Date.now() + world.clockOffset },
    defaultRules,
  );

const send = (operation: Operation, index: number): Step =>
  step(`${operation.id}(${index})`, async (world, real) => {
    const body = real.bodies(operation, index);
    const exchange = await real.place.post(operation, body);
    const expected = attemptOf(world, operation, body);
    const { resultCode, messageId } = answerOf(exchange);
    if (resultCode !== expected.code) {
      throw new ContractFailure("result code", { expected: expected.code, actual: exchange.text, exchange });
    }
    expectSameId(real, expected.messageId, messageId, exchange.text);
  });

const expectSameId = (real: Real, expected: string | undefined, actual: unknown, text: string): void => {
  const known = expected === undefined ? undefined : real.ids.get(expected);
  const taken = typeof actual === "string" && known === undefined && [...real.ids.values()].includes(actual);
  const right = known === undefined ? typeof actual === typeof expected && !taken : actual === known;
  if (!right)
    throw new ContractFailure("messageId", { expected: known ?? (expected ? "a new one" : "none"), actual: text });
  if (expected !== undefined) real.ids.set(expected, String(actual));
};

const lose = (operation: Operation, index: number): Step =>
  step(`${operation.id}(${index}), answer lost`, async (world, real) => {
    const body = real.bodies(operation, index);
    await real.place.control.planFault({
      requestId: textOf(body["requestId"]),
      times: 1,
      effect: { lostResponse: true },
    });
    const lost = await real.place.post(operation, body).catch((error: unknown) => error);
    if (!(lost instanceof TransportFailure))
      throw new ContractFailure("lost answer", { expected: "no answer", actual: "an answer" });
    attemptOf(world, operation, body);
  });

const sendUnder = (operation: Operation, index: number, code: string): Step =>
  step(`${operation.id}(${index}) under a planned ${code}`, async (world, real) => {
    const requestId = textOf(real.bodies(operation, index)["requestId"]);
    const fault = { operation: operation.id, requestId, times: 1, effect: { result: code } };
    await real.place.control.planFault(fault);
    world.faults.push({ fault, happened: 0 });
    await send(operation, index).run(world, real);
  });

const advance = (duration: string): Step =>
  step(`clock +${duration}`, async (world, real) => {
    await real.place.control.advance(duration);
    world.clockOffset += millisecondsOf(duration);
  });

const reset: Step = step("reset", async (world, real) => {
  await real.place.control.reset();
  Object.assign(world, newState());
  real.ids.clear();
});

const counts = (list: readonly { readonly requestId: string; readonly operation: string }[]): string =>
  list
    .map((message) => `${message.operation} ${message.requestId}`)
    .toSorted()
    .join(", ");

const compareDeliveries: Step = step("deliveries", async (world, real) => {
  const messages = await real.place.control.messages();
  if (counts(messages) !== counts(world.messages)) {
    throw new ContractFailure("deliveries", { expected: counts(world.messages), actual: counts(messages) });
  }
});

const operation = fc.constantFrom(...operations);
const index = fc.nat({ max: 1 });
const codesOf = (subject: Operation): string[] =>
  subject.codes.some(({ status }) => status === "A")
    ? ["PROCESS_FAIL", "UNKNOWN_EXCEPTION", "ACCEPT"]
    : ["PROCESS_FAIL", "UNKNOWN_EXCEPTION"];

const sent = fc.tuple(operation, index).map(([subject, number]) => send(subject, number));

const faulty = operation.chain((subject) =>
  fc.tuple(index, fc.constantFrom(...codesOf(subject))).map(([number, code]) => sendUnder(subject, number, code)),
);

// Sends outweigh what makes the server forget, or nothing would be left to forget.
const steps = [
  sent,
  sent,
  sent,
  faulty,
  fc.tuple(operation, index).map(([subject, number]) => lose(subject, number)),
  // Durations that never add up to exactly the retention of thirty days.
  fc.constantFrom(compareDeliveries, compareDeliveries, advance("PT1H"), advance("P11D"), advance("P31D"), reset),
];

const sequences = 24;

export const model = controlLaw(
  {
    name: "model",
    level: "policy",
    operations: ["sendMessage", "sendInbox"],
    rule: "Random sequences of sends, retries, faults, lost answers and clock moves answer what the reference model answers.",
  },
  async (context) => {
    const property = fc.asyncProperty(fc.commands(steps, { maxCommands: 30, size: "max" }), (commands) =>
      fc.asyncModelRun(() => start(context), commands),
    );
    const seed = context.target.seed ?? Date.now() % 2_147_483_648;
    const found = await fc.check(property, { numRuns: sequences, seed, interruptAfterTimeLimit: 20_000 });
    if (!found.failed || found.counterexample === null) return;
    const cause = found.errorInstance;
    const details =
      cause instanceof ContractFailure ? cause : { expected: "the model's answer", actual: String(cause) };
    throw new ContractFailure(
      `Seed ${found.seed}, shrunk ${found.numShrinks} times to: ${sequenceOf(found.counterexample)}; ${cause instanceof Error ? cause.message : ""}`,
      { expected: details.expected, actual: details.actual },
    );
  },
);

/** The commands of a counterexample, as they name themselves. */
const sequenceOf = (counterexample: readonly Iterable<Step>[]): string =>
  counterexample.flatMap((commands) => Array.from(commands, (command) => command.toString())).join(", ");

const start = (context: ServerContext): { model: World; real: Real } => {
  const place = context.another();
  const known = new Map<string, JsonObject>();
  const bodies: Real["bodies"] = (subject, number) => {
    const key = `${subject.id} ${number}`;
    const body = known.get(key) ?? context.body(subject);
    known.set(key, body);
    return body;
  };
  return { model: newWorld("model"), real: { place, ids: new Map(), bodies } };
};
