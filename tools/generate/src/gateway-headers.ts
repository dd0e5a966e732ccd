import { isJsonObject, type Json, type JsonObject, mapJson } from "./json.ts";
import type { OpenApiDocument } from "./openapi-document.ts";

/**
 * Whether these are demanded is a policy of the gateway, and the client's pipeline adds them to each attempt:
 * neither the stub's route validator nor the arguments of a typed call know them.
 */
const GATEWAY_HEADERS: ReadonlySet<Json | undefined> = new Set(["Signature", "Client-Id", "Request-Time"]);

const isGatewayHeader = (parameter: Json | undefined): boolean =>
  isJsonObject(parameter) && parameter["in"] === "header" && GATEWAY_HEADERS.has(parameter["name"]);

/** The document without the headers that the gateway owns. */
export const withoutGatewayHeaders = (document: OpenApiDocument): OpenApiDocument => {
  const components = isJsonObject(document.json["components"]) ? document.json["components"] : {};
  const shared = isJsonObject(components["parameters"]) ? components["parameters"] : {};
  const dropped: ReadonlySet<Json | undefined> = new Set(
    Object.entries(shared)
      .filter(([, parameter]) => isGatewayHeader(parameter))
      .map(([name]) => `#/components/parameters/${name}`),
  );
  const keep = (parameter: Json): boolean =>
    !isGatewayHeader(parameter) && !(isJsonObject(parameter) && dropped.has(parameter["$ref"]));
  const json = mapJson(document.json, (key, value) => {
    if (key !== "parameters") {
      return value;
    }
    if (Array.isArray(value)) {
      const kept = value.filter(keep);
      return kept.length === 0 ? undefined : kept;
    }
    return isJsonObject(value) ? withoutEntries(value, isGatewayHeader) : value;
  });
  return { ...document, json };
};

const withoutEntries = (value: JsonObject, drop: (child: Json) => boolean): JsonObject | undefined => {
  const kept = Object.entries(value).filter(([, child]) => !drop(child));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
};
