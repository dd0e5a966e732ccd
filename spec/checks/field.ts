import { at, isRecord } from "./json.ts";
import type { Operation, SpecFiles } from "./document.ts";
import type { Page } from "./page.ts";

/** A value that a reader cannot look up: without a name, or left out where tools show the description alone. */
const checkValues = (where: string, property: Record<string, unknown>): string[] => {
  const { enum: values, description, "x-enumDescriptions": names } = property;
  return (Array.isArray(values) ? values : []).flatMap((value: unknown) => {
    const findings: string[] = [];
    if (at(names, String(value)) === undefined)
      findings.push(`${where}: x-enumDescriptions lack ${String(value)}: add it`);
    if (!String(description).includes(String(value))) {
      findings.push(`${where}: the description does not name ${String(value)}: add it`);
    }
    return findings;
  });
};

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
  return [...findings, ...checkValues(where, property)];
};

const checkSection = (
  spec: SpecFiles,
  page: Page,
  { section, reference }: { readonly section: string; readonly reference: string },
): string[] => {
  const properties = at(spec.resolve(reference), "properties");
  const rows = page.rows.filter(({ field }) => field.startsWith(`${section}.`));
  const named = new Set(rows.map(({ field }) => field));
  const added = at(spec.lookUp(reference), "x-beyond-the-page");
  const surplus = Object.keys(isRecord(properties) ? properties : {})
    .filter((name) => !(Array.isArray(added) && added.includes(name)))
    .map((name) => `${section}.${name}`)
    .filter((field) => !named.has(field));
  return [
    ...rows.flatMap(({ field, start, end }) =>
      checkProperty(
        `${reference}: ${field}`,
        at(properties, field.slice(section.length + 1)),
        page.text.slice(start, end),
      ),
    ),
    ...surplus.map(
      (field) =>
        `${reference}: ${field} has no row in source/${page.name}.txt: drop it, or name it in x-beyond-the-page`,
    ),
  ];
};

/** Every row of the pages' tables is a property and the other way round, described, and with the example of its row. */
export const checkFields = (
  spec: SpecFiles,
  operations: readonly Operation[],
  pages: ReadonlyMap<string, Page>,
): string[] =>
  operations.flatMap(({ page: name, request, response }) => {
    const page = pages.get(name);
    if (page === undefined) return [];
    const sections = { request, response };
    return Object.entries(sections).flatMap(([section, reference]) => checkSection(spec, page, { section, reference }));
  });
