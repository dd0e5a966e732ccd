import type { Body } from "./seeded-body.js";

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The body that a text is, or undefined while it is none. */
export const bodyIn = (text: string): Body | undefined => {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? body : undefined;
  } catch {
    return undefined;
  }
};

export const textOf = (body: Body): string => JSON.stringify(body, null, 2);

/** A text property of a body; empty when it has none. */
export const textIn = (body: Body | undefined, name: string): string => {
  const value = body?.[name];
  return typeof value === "string" ? value : "";
};

/** The text with what the body has of the change put in; unchanged while it is no body. */
export const patched = (text: string, change: Body): string => {
  const body = bodyIn(text);
  if (body === undefined) return text;
  const known = Object.entries(change).filter(([name]) => Object.hasOwn(body, name));
  return textOf({ ...body, ...Object.fromEntries(known) });
};

/** The first element of `templates`, which is what the user gets. */
const elementIn = (body: Body | undefined): Record<string, unknown> | undefined => {
  const templates: unknown = body?.["templates"];
  const first: unknown = Array.isArray(templates) ? templates[0] : undefined;
  return isRecord(first) ? first : undefined;
};

/** The variables that the user gets, by name. */
export const variablesIn = (body: Body | undefined): readonly (readonly [name: string, value: string])[] => {
  const parameters = elementIn(body)?.["templateParameters"];
  if (!isRecord(parameters)) return [];
  return Object.entries(parameters).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
};

/** The text with a variable of its first template set. */
export const withVariable = (text: string, name: string, value: string): string => {
  const body = bodyIn(text);
  const first = elementIn(body);
  if (body === undefined || first === undefined || !Array.isArray(body["templates"])) return text;
  const before = isRecord(first["templateParameters"]) ? first["templateParameters"] : {};
  const element = { ...first, templateParameters: { ...before, [name]: value } };
  return textOf({ ...body, templates: [element, ...body["templates"].slice(1)] });
};
