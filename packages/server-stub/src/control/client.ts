import type { paths } from "../generated/control-paths.js";
import { ControlRefusal, type RefusalStatus } from "./refusal.js";

type Method = "get" | "put" | "post" | "delete";

type PathsWith<M extends Method> = {
  [P in keyof paths]: ControlAnswer<paths[P][M]> extends never ? never : P;
}[keyof paths];

type Present<T> = Exclude<T, undefined>;

type PathOf<O> = O extends { parameters: { path: infer P extends object } } ? { readonly path: P } : object;
type QueryOf<O> = O extends { parameters: { query?: infer Q } }
  ? [Present<Q>] extends [never]
    ? object
    : { readonly query?: Present<Q> }
  : object;
type BodyOf<O> = O extends { requestBody: { content: { "application/json": infer B } } }
  ? { readonly body: B }
  : object;

/** What a call takes: parameters of path and query, and a body, as the specification has them. */
export type ControlInput<O> = PathOf<O> & QueryOf<O> & BodyOf<O>;

/** The JSON that a call answers with status 200. */
export type ControlAnswer<O> = O extends { responses: { 200: { content: { "application/json": infer A } } } }
  ? A
  : never;

type Call<M extends Method> = <P extends PathsWith<M>>(
  path: P,
  ...input: object extends ControlInput<paths[P][M]>
    ? [input?: ControlInput<paths[P][M]>]
    : [input: ControlInput<paths[P][M]>]
) => Promise<ControlAnswer<paths[P][M]>>;

/** Typed calls to the control API, one method per HTTP method; paths as in its specification. */
export interface ControlClient {
  readonly get: Call<"get">;
  readonly put: Call<"put">;
  readonly post: Call<"post">;
  readonly delete: Call<"delete">;
}

interface Input {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
}

const BASE = "http://stub.local";

const urlOf = (template: string, { path = {}, query = {} }: Input): URL => {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
  const url = new URL(filled, BASE);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, `${value}`);
  return url;
};

const isErrorBody = (value: unknown): value is { error: { field: string; rule: string } } =>
  typeof value === "object" && value !== null && "error" in value && typeof value.error === "object";

/**
 * Calls the control API through a `fetch`.
 *
 * Every call rejects with a ControlRefusal that names field and rule when the stub refuses it.
 */
export const createControlClient = (fetch: (url: URL, init: RequestInit) => Promise<Response>): ControlClient => {
  const call =
    (method: string) =>
    async (path: string, input: Input = {}) => {
      const body = input.body === undefined ? {} : { body: JSON.stringify(input.body) };
      const headers = { "content-type": "application/json" };
      const response = await fetch(urlOf(path, input), { method, ...(method !== "GET" && { headers }), ...body });
      const answer: unknown = await response.json();
      if (response.ok) return answer;
      const { field, rule } = isErrorBody(answer) ? answer.error : { field: path, rule: `answered ${response.status}` };
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the specification lists these statuses alone
      throw new ControlRefusal(response.status as RefusalStatus, field, rule);
    };
  // The one place where the generated types meet JSON: the stub's routes are checked against the same specification.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const typed = <M extends Method>(method: string) => call(method) as Call<M>;
  return {
    get: typed<"get">("GET"),
    put: typed<"put">("PUT"),
    post: typed<"post">("POST"),
    delete: typed<"delete">("DELETE"),
  };
};
