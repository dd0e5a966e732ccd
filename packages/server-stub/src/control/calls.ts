import * as routes from "../generated/control-routes.js";

/** A call of the control API, as its specification has it. */
export interface ControlCallShape {
  readonly method: string;
  /** Names of its query parameters. */
  readonly query: readonly string[];
  readonly hasBody: boolean;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly request?: { readonly query?: { readonly shape: object }; readonly body?: object };
}

const isRoute = (value: unknown): value is Route => typeof value === "object" && value !== null && "path" in value;

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);

const CALLS: readonly (ControlCallShape & { readonly pattern: RegExp })[] = Object.values(routes)
  .filter((value) => isRoute(value))
  .map(({ method, path, request }) => ({
    method: method.toUpperCase(),
    pattern: patternOf(path),
    query: Object.keys(request?.query?.shape ?? {}),
    hasBody: request?.body !== undefined,
  }));

/** The calls that have this path, one for each method. */
export const callsAt = (path: string): readonly ControlCallShape[] => CALLS.filter(({ pattern }) => pattern.test(path));
