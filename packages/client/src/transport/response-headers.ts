/** What the client itself looks up, for headers that can be asked and not listed. */
const NEEDED = ["client-id", "signature", "response-time", "retry-after"];

type Entry = readonly [name: string, value: unknown];

interface Askable {
  readonly get?: unknown;
  readonly forEach?: unknown;
}

const isIterable = (headers: object): headers is Iterable<Entry> => Symbol.iterator in headers;

const entriesOf = (headers: object): Iterable<Entry> => {
  if (isIterable(headers)) return headers;
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

/** A map that answers with `null`, as `Headers` does. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- get is overridden below, toJSON added
const Fields = Map as unknown as new () => ResponseHeaders & Pick<Map<string, string>, "set">;

/** A copy of the headers that a `fetch` has brought. */
export class ReceivedHeaders extends Fields {
  constructor(headers: object = {}, show: (text: string) => string = String) {
    super();
    for (const [name, value] of entriesOf(headers)) {
      // The lists of node:http become what HTTP makes of them.
      const text = Array.isArray(value) ? value.join(", ") : value;
      if (typeof text === "string") this.set(name.toLowerCase(), show(text));
    }
  }

  override get(name: string): string | null {
    return super.get(name.toLowerCase()) ?? null;
  }

  override has(name: string): boolean {
    return super.has(name.toLowerCase());
  }

  override toJSON(): Record<string, string> {
    return Object.fromEntries(this);
  }
}
