import { postAgainAfterUnknown, take } from "../engine/acceptance.js";
import { answerOf } from "../engine/answer.js";
import { serverCase, type Case } from "../engine/case.js";
import { ContractFailure } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach } from "../engine/verdict.js";
import type { Exchange } from "../engine/exchange.js";
import type { JsonObject, JsonValue } from "../spec/json.js";
import { operations, typesOf, type Operation } from "../spec/operation.js";
import { ordinaryValue } from "./ordinary.js";
import { placesOf, type Place } from "./place.js";
import { boundariesOf, type Boundary, type Probe } from "./probe.js";
import { expectAccepted, expectRefused } from "./verdict.js";

interface At {
  readonly operation: Operation;
  readonly place: Place;
}

const postWith = (
  context: ServerContext,
  { operation, place }: At,
  value: (drawn: { unique: string; body: JsonObject }) => JsonValue | undefined,
): Promise<Exchange> => {
  const body = context.body(operation);
  return postAgainAfterUnknown(context.another(), operation, {
    body: place.put(body, value({ unique: context.requestId(), body })),
  });
};

/** The request with another harmless value at the place, or the sample where there is nothing to vary. */
const postHarmless = (context: ServerContext, { operation, place }: At, tried: Probe): Promise<Exchange> => {
  const body = context.body(operation);
  const unique = context.requestId();
  const other = ordinaryValue(place, { operation, body, tried: tried.value({ body, unique }) });
  return postAgainAfterUnknown(context.another(), operation, {
    body: other === undefined ? body : place.put(body, other),
  });
};

const probe = async (context: ServerContext, at: At, tried: Probe): Promise<void> => {
  const exchange = await postWith(context, at, tried.value);
  const what = `${at.place.name}: ${tried.what}`;
  if (!tried.accepted) {
    expectRefused(exchange, what);
    return;
  }
  const harmless = (): Promise<Exchange> => postHarmless(context, at, tried);
  const other = tried.or === undefined ? undefined : await otherShape(context, at, { exchange, value: tried.or });
  await expectAccepted(context, other ?? exchange, { what, operation: at.operation, harmless });
};

const otherShape = async (
  context: ServerContext,
  at: At,
  { exchange, value }: { readonly exchange: Exchange; readonly value: Probe["value"] },
): Promise<Exchange | undefined> => {
  if (["S", "A"].includes(String(answerOf(exchange).resultStatus))) return undefined;
  const other = await postWith(context, at, value);
  return ["S", "A"].includes(String(answerOf(other).resultStatus)) ? other : undefined;
};

const boundaryCase = (operation: Operation, place: Place, boundary: Boundary): Case =>
  serverCase(
    {
      id: `boundaries/${operation.slug}/${place.name}/${boundary.kind}`,
      rule: boundary.rule,
      operations: [operation.id],
      ...boundary.claim,
    },
    async (context) => {
      await forEach(boundary.probes, (tried) => probe(context, { operation, place }, tried));
      // A server that refuses everything keeps no rule by it.
      if (boundary.probes.every(({ accepted }) => !accepted))
        await take(context, operation, { place: context.another() });
    },
  );

// JSON.parse makes `__proto__` an own property, as a body from the network has it.
const surprises: JsonObject = JSON.parse(
  '{ "futureProperty": { "deep": [1, null, "x"] }, "__proto__": { "polluted": true }, "constructor": "x" }',
);

const firstTemplate = (body: JsonObject): JsonObject => {
  const { templates } = body;
  return Array.isArray(templates) ? templates[0] : {};
};

const unknownProperties = (operation: Operation): Case =>
  serverCase(
    {
      id: `boundaries/${operation.slug}/unknown-properties`,
      level: "inferred",
      rule: "Unknown properties, `__proto__` included, are accepted and ignored. (E10)",
      operations: [operation.id],
    },
    async (context) => {
      const harmless = (): Promise<Exchange> => context.another().post(operation, context.body(operation));
      const top = { ...surprises, ...context.body(operation) };
      const inside = context.body(operation);
      const bodies: readonly [string, JsonObject][] = [
        ["Unknown properties", top],
        [
          "Unknown properties inside a template",
          { ...inside, templates: [{ ...surprises, ...firstTemplate(inside) }] },
        ],
      ];
      for (const [what, body] of bodies) {
        const exchange = await postAgainAfterUnknown(context.another(), operation, { body });
        await expectAccepted(context, exchange, { what, operation, harmless });
      }
    },
  );

const wrongInside: readonly JsonObject[] = [
  { language: 7 },
  { templateParameters: "text" },
  { templateParameters: { who: 7 } },
];

const everyElement = (operation: Operation): Case =>
  serverCase(
    {
      id: `boundaries/${operation.slug}/templates/every-element`,
      level: "inferred",
      rule: "Every element of templates is held to the rules, wherever it stands.",
      operations: [operation.id],
    },
    async (context) => {
      for (const wrong of wrongInside) {
        for (const [at, length] of [
          [0, 2],
          [1, 2],
          [2, 5],
          [4, 5],
        ] as const) {
          const body = context.body(operation);
          const templates = Array.from({ length }, (_, index) =>
            index === at ? { ...firstTemplate(body), ...wrong } : firstTemplate(body),
          );
          const exchange = await postAgainAfterUnknown(context.another(), operation, { body: { ...body, templates } });
          expectRefused(exchange, `element ${at + 1} of ${length} with ${JSON.stringify(wrong)}`);
        }
      }
      for (const element of ["text", 7, null, []]) {
        const body = context.body(operation, { templates: [element] });
        expectRefused(await context.another().post(operation, body), `${JSON.stringify(element)} as an element`);
      }
      await take(context, operation, { place: context.another() });
    },
  );

const parameterCodes = new Set<unknown>(["PARAM_ILLEGAL", "VERIFY_REQUEST_ID_INVALID"]);

const parameterCode = (operation: Operation): Case =>
  serverCase(
    {
      id: `boundaries/${operation.slug}/parameter-code`,
      level: "inferred",
      rule: "Whatever is wrong with a field is answered with F and a code about the parameters, PARAM_ILLEGAL.",
      operations: [operation.id],
    },
    async (context) => {
      for (const place of placesOf(operation).filter(({ nested }) => !nested)) {
        const wrong: readonly (JsonValue | undefined)[] = [
          ...(place.required ? [undefined, null] : []),
          typesOf(place.schema).includes("string") ? { not: "a text" } : "not a list",
          ...(place.schema.maxLength === undefined ? [] : ["x".repeat(place.schema.maxLength + 100)]),
        ];
        for (const value of wrong) {
          const exchange = await context.another().post(operation, place.put(context.body(operation), value));
          const { resultStatus, resultCode } = answerOf(exchange);
          if (resultStatus === "F" && parameterCodes.has(resultCode)) continue;
          throw new ContractFailure(`${place.name}: a value that breaks its rules`, {
            expected: "F with PARAM_ILLEGAL",
            actual: exchange.text,
            exchange,
          });
        }
      }
    },
  );

/** Drawn from the document alone: another constraint there makes another case here. */
export const boundaryCases: readonly Case[] = operations.flatMap((operation) =>
  placesOf(operation)
    .flatMap((place) => boundariesOf(place).map((boundary) => boundaryCase(operation, place, boundary)))
    .concat(unknownProperties(operation), everyElement(operation), parameterCode(operation)),
);
