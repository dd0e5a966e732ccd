import { OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import { type Json, type JsonObject, jsonObjectOf } from "../json.ts";
import type { OpenApiDocument } from "../openapi-document.ts";

const isRoute = (value: unknown): value is RouteConfig =>
  typeof value === "object" && value !== null && "method" in value && "path" in value && "responses" in value;

/**
 * The document that zod routes describe. What routes cannot know (title, version, servers, tags) is taken from the spec.
 * @param routes a generated module of routes.
 */
export const deriveDocument = (spec: OpenApiDocument, routes: Readonly<Record<string, unknown>>): JsonObject => {
  const app = new OpenAPIHono();
  for (const route of Object.values(routes).filter(isRoute)) {
    app.openAPIRegistry.registerPath(route);
  }
  const derived = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "", version: "" } });
  const taken: Record<string, Json> = {};
  for (const key of ["info", "servers", "tags", "security"]) {
    const value = spec.json[key];
    if (value !== undefined) {
      taken[key] = value;
    }
  }
  return { ...jsonObjectOf(JSON.stringify(derived)), ...taken };
};
