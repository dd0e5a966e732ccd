import { formatSignatureHeader, importPrivateKey, sign } from "@miniprogram-messages/signature";

/** A documented request, signed with the key that is published with the project: the same in every build. */
export interface SignedExample {
  readonly method: string;
  readonly uri: string;
  readonly body: string;
  readonly headers: Readonly<Record<"Client-Id" | "Request-Time" | "Signature" | "Content-Type", string>>;
}

const identity = { clientId: "CLIENT_1", keyVersion: "1", time: "2026-01-31T08:30:00.000Z" };

/** Signs `request` for a deployment with the given prefix. RSA PKCS#1 v1.5 is deterministic, so the result can be printed. */
export const signExample = async (request: unknown, path: string, privateKey: string): Promise<SignedExample> => {
  const { clientId, keyVersion, time } = identity;
  const message = { method: "POST", uri: path, clientId, time, body: JSON.stringify(request) };
  const signature = await sign(message, await importPrivateKey(privateKey));
  return {
    method: message.method,
    uri: message.uri,
    body: message.body,
    headers: {
      "Client-Id": clientId,
      "Request-Time": time,
      Signature: formatSignatureHeader({ keyVersion, signature }),
      "Content-Type": "application/json; charset=UTF-8",
    },
  };
};

const fence = (language: string, text: string): string => ["```" + language, text, "```"].join("\n");

/** The worked example of the signing guide: string to sign, then headers. */
export const workedExample = ({ method, uri, body, headers }: SignedExample): string =>
  [
    "The string to sign, byte for byte (one line break, after the URI):",
    "",
    fence("text", `${method} ${uri}\n${headers["Client-Id"]}.${headers["Request-Time"]}.${body}`),
    "",
    "The request on the wire:",
    "",
    fence(
      "http",
      [
        `${method} ${uri} HTTP/1.1`,
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        "",
        body,
      ].join("\n"),
    ),
  ].join("\n");

/** The same with openssl, complete: whoever reads it has no file of this repository. */
export const opensslExample = ({ method, uri, body, headers }: SignedExample, privateKey: string): string =>
  fence(
    "sh",
    [
      "cat > example-key.pem <<'END'",
      privateKey.trim(),
      "END",
      `printf '%s %s\\n%s.%s.%s' '${method}' '${uri}' '${headers["Client-Id"]}' '${headers["Request-Time"]}' \\`,
      `  '${body.replaceAll("'", String.raw`'\''`)}' |`,
      `  openssl dgst -sha256 -sign example-key.pem | openssl base64 -A`,
    ].join("\n"),
  );

/** A request as the stub's diagnosis takes it, with the most common mistake: it was signed without the prefix. */
export const diagnoseExample = ({ uri, body, headers }: SignedExample, publicKey: string): string =>
  fence(
    "json",
    JSON.stringify(
      {
        uri: `/api/open${uri}`,
        clientId: headers["Client-Id"],
        requestTime: headers["Request-Time"],
        signature: headers.Signature,
        body,
        publicKey: publicKey.replaceAll(/-----.*-----|\s/g, ""),
      },
      undefined,
      2,
    ),
  );
