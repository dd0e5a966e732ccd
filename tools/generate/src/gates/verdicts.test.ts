import { byLane } from "@miniprogram-messages/lane";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { sendInboxConstraints, sendMessageConstraints } from "../../../../packages/client/src/generated/constraints.js";
import { issuesOf } from "../../../../packages/client/src/validate.js";
import * as controlRoutes from "../../../../packages/server-stub/src/generated/control-routes.js";
import * as routes from "../../../../packages/server-stub/src/generated/routes.js";
import { repositoryDocuments } from "../repository-documents.ts";
import { operationsOf, requestSchemaOf } from "../openapi-document.ts";
import { constraintsOf } from "./constraint-places.ts";
import { randomFrom } from "./random.ts";
import { ajvJudge, compareVerdicts, type Judge } from "./verdicts.ts";

const BODIES = byLane("request bodies of each operation that zod, the client and Ajv judge", {
  quick: 2_000,
  full: 20_000,
});

/** The control API is read by people who also see its answer: a smaller corpus will do. */
const CONTROL_BODIES = byLane("control bodies of each operation that zod and Ajv judge", { quick: 500, full: 3_000 });

/** Another corpus on every run; a failing one comes back with the seed that it prints. */
const seed = Number(process.env["GATE_SEED"] ?? Math.floor(Math.random() * 2 ** 32));

const { api: document, control } = repositoryDocuments;

const judgesOf: Readonly<Record<string, Readonly<Record<"zod" | "client", Judge>>>> = {
  sendMessage: {
    zod: (body) => routes.SendMessageRequestSchema.safeParse(body).success,
    client: (body) => issuesOf(body, sendMessageConstraints).length === 0,
  },
  sendInbox: {
    zod: (body) => routes.SendInboxRequestSchema.safeParse(body).success,
    client: (body) => issuesOf(body, sendInboxConstraints).length === 0,
  },
};

const legalBody = (operationId: string): string =>
  JSON.stringify({
    accessToken: "t",
    requestId: "r",
    templateCode: "c",
    templates: [{ templateParameters: { name: "x" } }],
    ...(operationId === "sendMessage" ? { appId: "a", authClientId: "m", customerBelongsTo: "TNG" } : {}),
  });

describe.each(operationsOf(document))("request bodies of $operationId", (operation) => {
  const judges = judgesOf[operation.operationId];
  const schema = requestSchemaOf(document, operation);

  it("are judged alike by zod, by the client and by Ajv", () => {
    if (judges === undefined) {
      throw new Error(`gate 1 has no judges for ${operation.operationId}; add them`);
    }
    const constraints = constraintsOf(document, schema);
    const corpus = compareVerdicts({ document, schema, judges, random: randomFrom(seed), bodies: BODIES, constraints });
    console.log(
      `${operation.operationId}: ${corpus.legal} legal and ${corpus.illegal} illegal bodies, GATE_SEED=${seed}`,
    );
    expect(corpus.disagreements.slice(0, 3), `reproduce with GATE_SEED=${seed}`).toEqual([]);
    expect(corpus.legal).toBeGreaterThan(BODIES / 10);
    const untouched = constraints.filter((place) => !corpus.broken.has(place));
    expect(untouched, `constraints that no body broke, GATE_SEED=${seed}`).toEqual([]);
  });

  /**
   * The one known difference: zod's record drops the key unread, so a value of any type passes; Ajv checks it like any
   * other. The client says what Ajv says. A parameter of that name is in no template, and the stub never renders it.
   */
  it("tell a judge apart that counts UTF-16 units instead of code points", () => {
    const ajv = new Ajv2020({ strict: false, logger: false, unicode: false });
    const utf16 = ajv.compile({ ...schema, components: document.json["components"] });
    const corpus = compareVerdicts({ document, schema, judges: { utf16 }, random: randomFrom(seed), bodies: 1000 });
    expect(corpus.disagreements).not.toEqual([]);
  });

  /**
   * The one known difference: zod's record drops the key unread, so a value of any type passes; Ajv checks it like any
   * other, and so do the client and the stub's gateway, which looks at that key itself. No template has a parameter of that
   * name, and the stub never renders it.
   */
  it.each([
    { value: '"text"', verdicts: { ajv: true, zod: true, client: true } },
    { value: "1", verdicts: { ajv: false, zod: true, client: false } },
  ])("with __proto__ $value inside templateParameters get the verdicts $verdicts", ({ value, verdicts }) => {
    const body = legalBody(operation.operationId).replace('"name":"x"', `"__proto__":${value}`);
    const parsed: unknown = JSON.parse(body);
    expect({
      ajv: ajvJudge(document, schema).judge(parsed),
      zod: judges?.zod(parsed),
      client: judges?.client(parsed),
    }).toEqual(verdicts);
  });
});

const controlJudges: Readonly<Record<string, Judge>> = {
  diagnoseSignature: (body) => controlRoutes.SignedRequestSchema.safeParse(body).success,
  replaceConfig: (body) => controlRoutes.ConfigSchema.safeParse(body).success,
  planFault: (body) => controlRoutes.FaultSchema.safeParse(body).success,
  advanceClock: (body) => controlRoutes.ClockAdvanceSchema.safeParse(body).success,
};

describe.each(operationsOf(control).filter(({ definition }) => definition["requestBody"] !== undefined))(
  "control bodies of $operationId",
  (operation) => {
    it("are judged alike by zod and by Ajv", () => {
      const zod = controlJudges[operation.operationId];
      if (zod === undefined) {
        throw new Error(`gate 1 has no judge for ${operation.operationId}; add it`);
      }
      const schema = requestSchemaOf(control, operation);
      const random = randomFrom(seed);
      const corpus = compareVerdicts({ document: control, schema, judges: { zod }, random, bodies: CONTROL_BODIES });
      console.log(
        `${operation.operationId}: ${corpus.legal} legal and ${corpus.illegal} illegal bodies, GATE_SEED=${seed}`,
      );
      expect(corpus.disagreements.slice(0, 3), `reproduce with GATE_SEED=${seed}`).toEqual([]);
      expect(Math.min(corpus.legal, corpus.illegal)).toBeGreaterThan(CONTROL_BODIES / 20);
    });
  },
);
