import { at, isRecord } from "./json.ts";
import type { SpecFiles } from "./document.ts";
import type { Page } from "./page.ts";

const schemas: Readonly<Record<string, string>> = {
  "v2-miniprogram-message-send request": "components/send-message.yaml#/SendMessageRequest",
  "v2-miniprogram-message-send response": "components/send-message.yaml#/SendMessageResponse",
  "v2-messages-sendInbox request": "components/send-inbox.yaml#/SendInboxRequest",
  "v2-messages-sendInbox response": "components/send-inbox.yaml#/SendInboxResponse",
};

// Erratum E02: the page spells it entendInfo only.
const beyondThePage = new Set(["v2-miniprogram-message-send response.extendInfo"]);

const checkProperty = (where: string, property: unknown, row: string): string[] => {
  if (!isRecord(property)) return [`${where} is missing: add the property`];
  const findings: string[] = [];
  if (typeof property["description"] !== "string") findings.push(`${where} has no description: add one`);
  const [example]: unknown[] = Array.isArray(property["examples"]) ? property["examples"] : [];
  if (typeof example === "string" && !row.includes(`"${example}"`)) {
    findings.push(`${where}: the example ${example} is not the one of its row on the page: mend the example`);
  }
  if (property["type"] === "string" && example === undefined) {
    findings.push(`${where} has no example: add the one of the page`);
  }
  return findings;
};

const checkSection = (spec: SpecFiles, page: Page, section: string): string[] => {
  const reference = schemas[`${page.name} ${section}`] ?? "";
  const properties = at(spec.resolve(reference), "properties");
  const rows = page.rows.filter(({ field }) => field.startsWith(`${section}.`));
  const named = new Set(rows.map(({ field }) => field));
  const surplus = Object.keys(isRecord(properties) ? properties : {})
    .map((name) => `${section}.${name}`)
    .filter((field) => !named.has(field) && !beyondThePage.has(`${page.name} ${field}`));
  return [
    ...rows.flatMap(({ field, start, end }) =>
      checkProperty(
        `${reference}: ${field}`,
        at(properties, field.slice(section.length + 1)),
        page.text.slice(start, end),
      ),
    ),
    ...surplus.map(
      (field) => `${reference}: ${field} has no row in source/${page.name}.txt: drop it or add an erratum`,
    ),
  ];
};

/** Every row of the pages' tables is a property and the other way round, described, and with the example of its row. */
export const checkFields = (spec: SpecFiles, pages: ReadonlyMap<string, Page>): string[] =>
  [...pages.values()].flatMap((page) =>
    ["request", "response"].flatMap((section) => checkSection(spec, page, section)),
  );
