import type { Fetch } from "../engine/target.js";
import type { Rules } from "../reference/rules.js";
import { createReferenceServer } from "../reference/server.js";

/** A server that keeps every sentence of the API pages, and differs where they are silent. */
export interface LegalVariant {
  readonly id: string;
  /** What it does differently, in words. */
  readonly choice: string;
  readonly rules?: Partial<Rules>;
  /** What happens around its handling of a request. */
  readonly around?: ((fetch: Fetch) => Fetch) | undefined;
}

/** The reference server with one legal choice of its own, and without a control API, as foreign servers are. */
export const createLegalServer = ({
  rules = {},
  around = (fetch) => fetch,
}: Pick<LegalVariant, "rules" | "around">): { readonly baseUrl: string; readonly fetch: Fetch } => {
  const { baseUrl, fetch } = createReferenceServer(rules);
  return { baseUrl, fetch: around(fetch) };
};

/** An answer that never reached the rules. */
export const answer = (
  status: string,
  code: string,
  {
    message = "",
    http = 200,
    headers = {},
  }: { message?: string; http?: number; headers?: Record<string, string> } = {},
): Response =>
  new Response(JSON.stringify({ result: { resultCode: code, resultStatus: status, resultMessage: message } }), {
    status: http,
    headers: { "Content-Type": "application/json", ...headers },
  });

export const textOfBody = ({ body }: RequestInit): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : typeof body === "string" ? body : "";
