import type { JsonObject } from "./json.ts";

/** The TypeScript types of a bundled OpenAPI 3.1 document, as source text. */
export function typesOf(json: JsonObject): Promise<string>;
