import { describe, expect, it } from "vitest";
import * as controlRoutes from "../../../../packages/server-stub/src/generated/control-routes.js";
import * as routes from "../../../../packages/server-stub/src/generated/routes.js";
import { bundle } from "../bundle.ts";
import { type JsonObject, jsonObjectOf } from "../json.ts";
import { SPEC_FOLDER } from "../repository.ts";
import { deriveDocument } from "./derived-document.ts";
import { differencesBetween } from "./differences.ts";
import { checkAgainst, KNOWN_OF_API, KNOWN_OF_CONTROL } from "./known-differences.ts";

const api = await bundle(`${SPEC_FOLDER}/openapi.yaml`);
const control = await bundle(`${SPEC_FOLDER}/control.openapi.yaml`);

describe("the document derived from the stub's routes", () => {
  it.each([
    { spec: api, module: routes, known: KNOWN_OF_API },
    { spec: control, module: controlRoutes, known: KNOWN_OF_CONTROL },
  ])("differs from $spec.source by the closed list alone", async ({ spec, module, known }) => {
    const differences = await differencesBetween(spec.json, deriveDocument(spec, module));
    expect(checkAgainst(known, differences)).toEqual({ unexplained: [], obsolete: [] });
  });

  const derived = JSON.stringify(deriveDocument(api, routes));

  it.each([
    { change: "a longer appId", from: '"maxLength":32', to: '"maxLength":33' },
    { change: "a lost super app", from: '"TNG",', to: "" },
    { change: "an optional appId", from: '"required":["appId",', to: '"required":[' },
    { change: "a sixth template", from: '"maxItems":5', to: '"maxItems":6' },
    { change: "another path", from: '"/v2/messages/sendInbox"', to: '"/v2/messages/sendinbox"' },
  ])("would be told from one with $change", async ({ from, to }) => {
    const changed: JsonObject = jsonObjectOf(derived.replace(from, to));
    expect(await differencesBetween(jsonObjectOf(derived), changed)).not.toEqual([]);
  });
});
