import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import type { Json, JsonObject } from "../json.ts";
import type { OpenApiDocument } from "../openapi-document.ts";
import { bodiesOf } from "./bodies.ts";
import type { Random } from "./random.ts";

/** Says whether a body is legal. */
export type Judge = (body: unknown) => boolean;

export interface Disagreement {
  readonly judge: string;
  readonly body: string;
  readonly ajv: boolean;
}

export interface Corpus {
  readonly legal: number;
  readonly illegal: number;
  /** How often each constraint of the schema was broken, by its place in the schema. */
  readonly broken: ReadonlyMap<string, number>;
  readonly disagreements: readonly Disagreement[];
}

/** What JSON Schema says, by an implementation that shares no code with the generators. */
export const ajvJudge = (
  document: OpenApiDocument,
  schema: JsonObject,
): { judge: Judge; errors: () => ErrorObject[] } => {
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  const validate = ajv.compile({ ...schema, components: document.json["components"] });
  return { judge: (body) => validate(body), errors: () => validate.errors ?? [] };
};

interface Trial {
  readonly document: OpenApiDocument;
  readonly schema: JsonObject;
  readonly judges: Readonly<Record<string, Judge>>;
  readonly random: Random;
  /** How many bodies, at least. */
  readonly bodies: number;
  /** Constraints that some body has to break: it takes further bodies, up to ten times as many, until one has. */
  readonly constraints?: readonly string[];
}

const placeOf = (schemaPath: string, params: ErrorObject["params"]): string =>
  "missingProperty" in params ? `${schemaPath}/${String(params["missingProperty"])}` : schemaPath;

/** Every judge must say what Ajv says about every generated body, taken as it comes off the wire. */
export const compareVerdicts = ({ document, schema, judges, random, bodies, constraints = [] }: Trial): Corpus => {
  const maker = bodiesOf(random, document, schema);
  const ajv = ajvJudge(document, schema);
  const broken = new Map<string, number>();
  const disagreements: Disagreement[] = [];
  let legal = 0;
  let count = 0;
  const isMissing = (place: string): boolean => !broken.has(place);
  for (; count < bodies || (count < 10 * bodies && constraints.some(isMissing)); count += 1) {
    const generated: Json = random.chance(0.4) ? maker.legal() : maker.astray();
    const text = JSON.stringify(generated);
    const body: unknown = JSON.parse(text);
    const expected = ajv.judge(body);
    legal += expected ? 1 : 0;
    for (const { schemaPath, params } of expected ? [] : ajv.errors()) {
      const place = placeOf(schemaPath, params);
      broken.set(place, (broken.get(place) ?? 0) + 1);
    }
    for (const [judge, verdict] of Object.entries(judges)) {
      if (verdict(body) !== expected) {
        disagreements.push({ judge, body: text, ajv: expected });
      }
    }
  }
  return { legal, illegal: count - legal, broken, disagreements };
};
