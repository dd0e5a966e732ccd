/** What the client itself looks up, for headers that can be asked and not listed. */
const NEEDED = ["client-id", "signature", "response-time", "retry-after"];

type Entry = readonly [name: string, value: unknown];

interface Askable {
  readonly get?: unknown;
  readonly forEach?: unknown;
}

const entriesOf = (headers: object): Iterable<Entry> => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what headers yield are pairs; values that are no text are left out
  if (Symbol.iterator in headers) return headers as Iterable<Entry>;
  const { get, forEach }: Askable = headers;
  const entries: Entry[] = [];
  if (typeof forEach === "function") {
    forEach.call(headers, (value: unknown, name: string) => entries.push([name, value]));
    return entries;
  }
  return typeof get === "function" ? NEEDED.map((name) => [name, get.call(headers, name)]) : Object.entries(headers);
};

/** The headers of an answer, whatever `fetch` brought them: read like `Headers`, and readable as JSON. */
export interface ResponseHeaders extends Iterable<[string, string]> {
  /** The value of a header, `null` without one; names are case-insensitive. */
  get(name: string): string | null;
  has(name: string): boolean;
  forEach(callback: (value: string, name: string) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  /** Names in small letters with their values. */
  toJSON(): Record<string, string>;
}

/**
 * A copy of the headers that a `fetch` has brought: a plain map, which every test tool and `structuredClone` can copy, compare
 * and print (of a class that inherits from `Map`, Jest makes copies that throw), and which answers as `Headers` does.
 */
export const receivedHeaders = (headers: object = {}, show: (text: string) => string = String): ResponseHeaders => {
  const fields = new Map<string, string>();
  for (const [name, value] of entriesOf(headers)) {
    // The lists of node:http become what HTTP makes of them.
    const text = Array.isArray(value) ? value.join(", ") : value;
    if (typeof text === "string") fields.set(name.toLowerCase(), show(text));
  }
  const get = (name: string): string | null => fields.get(name.toLowerCase()) ?? null;
  // Not enumerable, or they would be compared and printed as well.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- get is another from here on, and toJSON there
  return Object.defineProperties<ResponseHeaders>(new Map(fields) as Map<string, string> & ResponseHeaders, {
    get: { value: get },
    has: { value: (name: string) => get(name) !== null },
    toJSON: { value: () => Object.fromEntries(fields) },
  });
};
