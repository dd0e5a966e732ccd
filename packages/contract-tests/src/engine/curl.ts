import { codePoints } from "../spec/json.js";
import type { SentRequest } from "./exchange.js";

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const longest = 2000;

/** The request as a command for a shell; signature and access token are masked. */
export const curlOf = ({ method, url, headers, body }: SentRequest): string => {
  const lines = [`curl -X ${method} ${quote(url)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quote(`${name}: ${maskHeader(name, value)}`)}`);
  if (body !== undefined) lines.push(`--data-binary ${quote(shorten(maskBody(textOf(body))))}`);
  return lines.join(" \\\n  ");
};

const maskHeader = (name: string, value: string): string =>
  name.toLowerCase() === "signature" ? value.replace(/signature=.*$/u, "signature=***") : value;

const textOf = (body: string | Uint8Array): string =>
  typeof body === "string" ? body : new TextDecoder().decode(body);

const maskBody = (body: string): string =>
  body.replaceAll(/("accessToken"\s*:\s*)"((?:[^"\\]|\\.)*)"/gu, (_, name: string, token: string) =>
    token.startsWith("stub-") ? `${name}"${token}"` : `${name}"*** (${codePoints(token)} characters)"`,
  );

const shorten = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
