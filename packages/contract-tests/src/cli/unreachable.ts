import { isObject } from "../spec/json.js";
import { CannotRun } from "./cannot-run.js";

const mends: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/u, "nothing listens there: is the server started, is the port right?"],
  [/^(ENOTFOUND|EAI_AGAIN)$/u, "the host name is unknown: check its spelling."],
  [/TIMEOUT|TimeoutError/iu, "no answer in time: check address, proxy and firewall."],
  [/^(EPROTO|ERR_SSL)/u, "TLS fails: does the server speak https on this port?"],
  [
    /CERT|SELF_SIGNED|ISSUER|VERIFY|TLS/u,
    "TLS fails: check the certificate; NODE_EXTRA_CA_CERTS names a file with your own authority.",
  ],
  [/^(ECONNRESET|UND_ERR_SOCKET|HPE_)/u, "the connection breaks: does the server speak http (or https) on this port?"],
];

/** One line that says what to check. */
export const unreachable = (url: string, error: unknown): CannotRun => {
  const { code, message } = rootOf(error);
  const mend = mends.find(([pattern]) => pattern.test(code))?.[1] ?? "check the address.";
  return new CannotRun(`${url} cannot be reached (${code === "" ? message : code}): ${mend}`, { cause: error });
};

const rootOf = (error: unknown): { code: string; message: string } => {
  const first = isObject(error) && Array.isArray(error["errors"]) ? error["errors"][0] : undefined;
  const inner: unknown = error instanceof Error ? (first ?? error.cause) : undefined;
  if (inner !== undefined) return rootOf(inner);
  return { code: codeOf(error), message: firstLineOf(error) };
};

const codeOf = (error: unknown): string => {
  const code = isObject(error) ? (error["code"] ?? error["name"]) : undefined;
  return typeof code === "string" && code !== "Error" && code !== "TypeError" ? code : "";
};

const firstLineOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
