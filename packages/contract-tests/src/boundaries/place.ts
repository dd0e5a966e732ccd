import { isJsonObject, isObject, type JsonObject, type JsonValue } from "../spec/json.js";
import { typesOf, type Operation, type Schema } from "../spec/operation.js";

/** A field of a request: where it is, what the document demands of it, and how to put a value there. */
export interface Place {
  /** `appId`, `templates.language`, `templates.templateParameters.*`. */
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  /** Inside an element of an array or a value of a map. */
  readonly nested: boolean;
  /** The request with this value at the place; `undefined` takes the property away. */
  put(body: JsonObject, value: JsonValue | undefined): JsonObject;
}

type Put = Place["put"];

/** Every field of the operation's request, at any depth. */
export const placesOf = (operation: Operation): readonly Place[] =>
  propertiesOf(operation.request, "", (body, change) => change(body));

type Within = (body: JsonObject, change: (object: JsonObject) => JsonObject) => JsonObject;

const propertiesOf = (schema: Schema, prefix: string, within: Within): readonly Place[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, property]): readonly Place[] => {
    const put: Put = (body, value) => within(body, (object) => withProperty(object, key, value));
    const place: Place = {
      name: prefix + key,
      schema: property,
      required: schema.required?.includes(key) ?? false,
      nested: prefix !== "",
      put,
    };
    return [place].concat(insideOf(property, key, place.name, within));
  });

const insideOf = (schema: Schema, key: string, name: string, within: Within): readonly Place[] => {
  if (typesOf(schema).includes("array") && schema.items !== undefined) {
    return propertiesOf(schema.items, `${name}.`, (body, change) =>
      within(body, (object) => withProperty(object, key, [change(firstElement(object[key]))])),
    );
  }
  if (isObject(schema.additionalProperties)) {
    const value: Schema = schema.additionalProperties;
    const put: Put = (body, inner) =>
      within(body, (object) =>
        withProperty(object, key, withProperty(asObject(object[key]), lastKeyOf(object[key]), inner)),
      );
    return [{ name: `${name}.*`, schema: value, required: false, nested: true, put }];
  }
  return [];
};

const withProperty = (object: JsonObject, key: string, value: JsonValue | undefined): JsonObject => {
  if (value !== undefined) return { ...object, [key]: value };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
};

// A variable of the sample's own, since a template may refuse those that it does not predefine.
const lastKeyOf = (value: JsonValue | undefined): string => Object.keys(asObject(value)).at(-1) ?? "variable";

const firstElement = (value: JsonValue | undefined): JsonObject => (Array.isArray(value) ? asObject(value[0]) : {});

const asObject = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
