import { describe, expect, it } from "vitest";
import * as controlRoutes from "../../../../packages/server-stub/src/generated/control-routes.js";
import * as routes from "../../../../packages/server-stub/src/generated/routes.js";
import { repositoryDocuments } from "../repository-documents.ts";
import { jsonObjectOf } from "../json.ts";
import { deriveDocument } from "./derived-document.ts";
import { differencesBetween } from "./differences.ts";
import { checkAgainst, KNOWN_OF_API, KNOWN_OF_CONTROL } from "./known-differences.ts";

const { api, control } = repositoryDocuments;

describe("the document derived from the stub's routes", () => {
  it.each([
    { spec: api, module: routes, known: KNOWN_OF_API },
    { spec: control, module: controlRoutes, known: KNOWN_OF_CONTROL },
  ])("differs from $spec.source by the closed list alone", async ({ spec, module, known }) => {
    const differences = await differencesBetween(spec.json, deriveDocument(spec, module));
    expect(checkAgainst(known, differences)).toEqual({ unexplained: [], obsolete: [] });
  });

  it("would show a wider limit, a lost value, an optional field and another path", async () => {
    const derived = JSON.stringify(deriveDocument(api, routes));
    const changed = [
      ['"maxLength":32', '"maxLength":33'],
      ['"TNG",', ""],
      ['"required":["accessToken",', '"required":['],
      ['"maxItems":5', '"maxItems":6'],
      ['"/v2/messages/sendInbox"', '"/v2/messages/sendinbox"'],
    ].reduce((text, [from = "", to = ""]) => text.replace(from, to), derived);
    const report = (await differencesBetween(jsonObjectOf(derived), jsonObjectOf(changed))).join("\n");
    for (const trace of [
      "`maxLength` of `appId` changed from '33' to '32'.",
      "Enum of `customerBelongsTo` lost values: 'TNG'.",
      "Properties of `SendInboxRequest` became required: `accessToken`.",
      "`maxItems` of `templates` changed from '6' to '5'.",
      "Path `/v2/messages/sendInbox` was renamed to `/v2/messages/sendinbox`.",
    ]) {
      expect(report).toContain(trace);
    }
  });
});
