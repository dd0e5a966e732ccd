import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { formatSignatureHeader, sign } from "@miniprogram-messages/signature";
import type { CryptoKey } from "./keys.js";

/** A request as it came over the wire. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export type Step = (response: ServerResponse, seen: Seen) => unknown;

export interface ScriptedServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  readonly close: () => Promise<void>;
}

/** A real HTTP server that plays one step per request, the last one for ever. */
export const startScriptedServer = async (...steps: readonly Step[]): Promise<ScriptedServer> => {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { method = "", url = "", headers } = request;
      const entry = { method, url, headers, body };
      seen.push(entry);
      return steps[Math.min(seen.length, steps.length) - 1]?.(response, entry);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has one
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export interface SignedHeaders {
  readonly signature: string;
  readonly "client-id": string;
  readonly "response-time": string;
}

/** The headers of an answer that the platform has signed. */
export const signedHeaders = async (
  body: string,
  uri: string,
  clientId: string,
  privateKey: CryptoKey,
): Promise<SignedHeaders> => {
  const time = "2026-01-31T08:30:00Z";
  const signature = await sign({ method: "POST", uri, clientId, time, body }, privateKey);
  return {
    signature: formatSignatureHeader({ keyVersion: "1", signature }),
    "client-id": clientId,
    "response-time": time,
  };
};
