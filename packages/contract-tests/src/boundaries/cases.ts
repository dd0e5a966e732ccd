import { serverCase, type Case } from "../engine/case.js";
import type { ServerContext } from "../engine/server-context.js";
import type { JsonObject } from "../spec/json.js";
import { operations, type Operation } from "../spec/operation.js";
import { statementsOf } from "../spec/statement.js";
import { placesOf, type Place } from "./place.js";
import { boundariesOf, type Boundary, type Probe } from "./probe.js";
import { expectParametersAccepted, expectParametersRefused } from "./verdict.js";

const probe = async (
  context: ServerContext,
  { operation, place, tried }: { operation: Operation; place: Place; tried: Probe },
): Promise<void> => {
  const body = place.put(context.body(operation), tried.value(context.requestId()));
  const exchange = await context.another().post(operation, body);
  const what = `${place.name}: ${tried.what}`;
  if (tried.accepted) expectParametersAccepted(context.target, exchange, what);
  else expectParametersRefused(exchange, what);
};

const boundaryCase = (operation: Operation, place: Place, boundary: Boundary): Case => {
  const id = `boundaries/${operation.slug}/${place.name}/${boundary.kind}`;
  const level = statementsOf(id)[0]?.level ?? boundary.level;
  return serverCase({ id, level, rule: boundary.rule }, async (context) => {
    for (const tried of boundary.probes) await probe(context, { operation, place, tried });
  });
};

// JSON.parse makes `__proto__` an own property, as a body from the network has it.
const surprises: JsonObject = JSON.parse(
  '{ "futureProperty": { "deep": [1, null, "x"] }, "__proto__": { "polluted": true }, "constructor": "x" }',
);

const unknownProperties = (operation: Operation): Case =>
  serverCase(
    {
      id: `boundaries/${operation.slug}/unknown-properties`,
      level: "inferred",
      rule: "Unknown properties, `__proto__` included, are accepted and ignored. (E10)",
    },
    async (context) => {
      const top = { ...surprises, ...context.body(operation) };
      expectParametersAccepted(context.target, await context.post(operation, top), "Unknown properties");
      const inside = context.body(operation, { templates: [{ ...surprises, language: "en-US" }] });
      const exchange = await context.another().post(operation, inside);
      expectParametersAccepted(context.target, exchange, "Unknown properties inside a template");
    },
  );

/** Drawn from the document alone: another constraint there makes another case here. */
export const boundaryCases: readonly Case[] = operations.flatMap((operation) =>
  placesOf(operation)
    .flatMap((place) => boundariesOf(place).map((boundary) => boundaryCase(operation, place, boundary)))
    .concat(unknownProperties(operation)),
);
