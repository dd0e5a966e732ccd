import { isRecord } from "../send/request-text.js";

/** A merged value, and the places that both sides changed: there the first side stands. */
export type Merged = { readonly value: unknown; readonly clashes: readonly string[] };

/** A missing value, which no JSON holds. */
const GONE = Symbol("gone");

const same = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);

const idNames = ["clientId", "appId", "templateCode", "accessToken", "keyVersion"] as const;

/** Entries of a registry by what names them; undefined for a list of something else. */
const byId = (value: unknown): Map<string, unknown> | undefined => {
  if (!Array.isArray(value)) return undefined;
  const entries = new Map<string, unknown>();
  for (const entry of value) {
    if (!isRecord(entry)) return undefined;
    const id = idNames.map((name) => entry[name]).find((one) => typeof one === "string");
    if (typeof id !== "string" || entries.has(id)) return undefined;
    entries.set(id, entry);
  }
  return entries;
};

const fieldsOf = (value: unknown): Map<string, unknown> | undefined =>
  isRecord(value) ? new Map(Object.entries(value)) : undefined;

type Parts = ReadonlyMap<string, unknown>;

const partsOf = (values: readonly unknown[], read: (value: unknown) => Parts | undefined): Parts[] | undefined => {
  const parts = values.flatMap((value) => read(value) ?? []);
  return parts.length === values.length ? parts : undefined;
};

const get = (parts: Parts | undefined, key: string): unknown => (parts?.has(key) === true ? parts.get(key) : GONE);

const mergeParts = (base: Parts | undefined, mine: Parts, theirs: Parts, at: (key: string) => string) => {
  const merged: [string, unknown][] = [];
  const clashes: string[] = [];
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    const part = mergeValue(get(base, key), get(mine, key), get(theirs, key), at(key));
    clashes.push(...part.clashes);
    if (part.value !== GONE) merged.push([key, part.value]);
  }
  return { merged, clashes };
};

const mergeValue = (base: unknown, mine: unknown, theirs: unknown, path: string): Merged => {
  if (same(mine, theirs) || same(base, theirs)) return { value: mine, clashes: [] };
  if (same(base, mine)) return { value: theirs, clashes: [] };
  const fields = partsOf([mine, theirs], fieldsOf);
  if (fields !== undefined) {
    const [first, second] = fields;
    const at = (key: string): string => (path === "" ? key : `${path}.${key}`);
    const { merged, clashes } = mergeParts(fieldsOf(base), first ?? new Map(), second ?? new Map(), at);
    return { value: Object.fromEntries(merged), clashes };
  }
  const entries = partsOf([mine, theirs], byId);
  if (entries !== undefined) {
    const [first, second] = entries;
    const at = (key: string): string => `${path} ${key}`;
    const { merged, clashes } = mergeParts(byId(base), first ?? new Map(), second ?? new Map(), at);
    return { value: merged.map(([, entry]) => entry), clashes };
  }
  return { value: mine, clashes: [path] };
};

/** Puts what two people made of one configuration together; where both changed the same thing, `mine` stands. */
export const mergeConfig = (base: unknown, mine: unknown, theirs: unknown): Merged =>
  mergeValue(base, mine, theirs, "");

/** The places in which two configurations differ, such as `policies.signature` or `users 2088`. */
export const differences = (one: unknown, other: unknown, path = ""): readonly string[] => {
  if (same(one, other)) return [];
  for (const [read, join] of [
    [fieldsOf, path === "" ? "" : `${path}.`],
    [byId, `${path} `],
  ] as const) {
    const parts = partsOf([one, other], read);
    if (parts === undefined) continue;
    const [before, after] = parts;
    const keys = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
    return [...keys].flatMap((key) => differences(get(before, key), get(after, key), `${join}${key}`));
  }
  return [path];
};
