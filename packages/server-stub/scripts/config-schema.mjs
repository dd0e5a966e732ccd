// Publishes the configuration's JSON Schema for editors: the control API's schema of the same name, with what it refers to.
import { writeFileSync } from "node:fs";
import { controlDocument } from "../src/generated/control-document.ts";

const { components } = controlDocument;

const relink = (value) => JSON.parse(JSON.stringify(value).replaceAll("#/components/schemas/", "#/$defs/"));

const used = new Set();
const collect = (value) => {
  for (const [, name] of JSON.stringify(value).matchAll(/#\/components\/schemas\/(\w+)/g)) {
    if (used.has(name)) continue;
    used.add(name);
    collect(components.schemas[name]);
  }
};
collect(components.schemas.Config);

const { type, description, properties, additionalProperties } = components.schemas.Config;
const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Server stub configuration",
  description,
  type,
  additionalProperties,
  properties: { $schema: { type: "string" }, ...relink(properties) },
  $defs: Object.fromEntries(
    [...used]
      .toSorted((left, right) => (left < right ? -1 : 1))
      .map((name) => [name, relink(components.schemas[name])]),
  ),
};

writeFileSync(new URL("../dist/config.schema.json", import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
