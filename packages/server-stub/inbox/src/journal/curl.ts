import type { Attempt } from "../control/rows.js";

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

// Both are worth nothing once they are masked, and a stale time would be refused.
const leftOut: ReadonlySet<string> = new Set(["signature", "request-time", "content-length", "host"]);

/** The request as a shell command. The access token is masked, so the command asks for it in `ACCESS_TOKEN`. */
export const curlOf = ({ request }: Attempt): string => {
  const headers = Object.entries(request.headers).filter(([name]) => !leftOut.has(name.toLowerCase()));
  const token = /"accessToken"\s*:\s*"(?!stub-)(?:[^"\\]|\\.)*"/;
  const body = quote(request.body).replace(token, `"accessToken":"'"$ACCESS_TOKEN"'"`);
  const lines = [
    `curl -X ${request.method} ${quote(new URL(request.uri, document.baseURI).href)}`,
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    `--data-binary ${body}`,
  ];
  const signed = Object.keys(request.headers).some((name) => name.toLowerCase() === "signature");
  const notes = [
    ...(token.test(request.body) ? ["# ACCESS_TOKEN: the token that was masked"] : []),
    ...(signed ? ["# The request was signed: sign it again for Signature and Request-Time"] : []),
  ];
  return [...notes, lines.join(" \\\n  ")].join("\n");
};
