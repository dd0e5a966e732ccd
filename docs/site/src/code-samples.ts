import type { SignedExample } from "./signing-example.ts";

/** An entry of Redoc's `x-codeSamples`. */
export interface CodeSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

const indent = (text: string, by: string): string => text.replaceAll("\n", `\n${by}`);

/** Three ways to send the same documented request; the signatures are real and made with the published key. */
export const codeSamples = (operation: string, example: SignedExample, origin: string): readonly CodeSample[] => [
  { lang: "Shell", label: "curl", source: curl(example, origin) },
  { lang: "TypeScript", label: "TypeScript client", source: client(operation, example, origin) },
  { lang: "JavaScript", label: "fetch", source: rawFetch(example, origin) },
];

const curl = ({ uri, headers, body }: SignedExample, origin: string): string =>
  [
    `curl '${origin}${uri}' \\`,
    ...Object.entries(headers).map(([name, value]) => `  --header '${name}: ${value}' \\`),
    `  --data '${body.replaceAll("'", String.raw`'\''`)}'`,
  ].join("\n");

const client = (operation: string, { body }: SignedExample, origin: string): string =>
  `import { readFile } from "node:fs/promises";
import { createClient } from "@miniprogram-messages/client";

const client = createClient({
  baseUrl: "${origin}",
  clientId: "CLIENT_1",
  keyVersion: "1",
  privateKey: await readFile("merchant.pkcs8.pem", "utf8"),
});
const outcome = await client.${operation}(${JSON.stringify(JSON.parse(body), undefined, 2)});
console.log(outcome.status, outcome.resultCode, outcome.messageId);`;

const rawFetch = ({ uri, headers, body }: SignedExample, origin: string): string =>
  `const response = await fetch("${origin}${uri}", {
  method: "POST",
  headers: ${indent(JSON.stringify(headers, undefined, 2), "  ")},
  body: ${JSON.stringify(body)},
});
const { result, messageId } = await response.json();
console.log(result.resultStatus, result.resultCode, messageId);`;
