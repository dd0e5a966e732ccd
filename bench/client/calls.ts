import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createClient, type SendMessageRequest } from "@miniprogram-messages/client";
import type { Row } from "../src/row.ts";
import { lowerQuartile } from "./quantile.ts";

const ROUNDS = 80;
const CALLS_PER_ROUND = 100;
const PATH = "/v2/miniprogram/message/send";
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

const request: SendMessageRequest = {
  appId: "P000000000000001xxxx",
  accessToken: "2019112719074101000700000077771xxxx",
  customerBelongsTo: "TNG",
  requestId: "20191127190741010007013213123xxxx",
  authClientId: "202016726873874774774xxxx",
  templateCode: "TP_5800000001xxxx",
  templates: [
    {
      templateParameters: { pushContentUrl: "http://www.taobao.com", customTitle: "title", customContent: "content" },
      language: "en-US",
    },
  ],
};

type Call = () => Promise<unknown>;

const milliseconds = async (call: Call): Promise<number> => {
  const begin = performance.now();
  for (let count = 0; count < CALLS_PER_ROUND; count += 1) await call();
  return (performance.now() - begin) / CALLS_PER_ROUND;
};

/**
 * Both sides in turn, in short rounds, one call after the other. The lower quartile of each side stands for it: whatever
 * else the machine does only ever adds time.
 */
const compare = async (ours: Call, bare: Call): Promise<{ ratio: number; ours: number; bare: number }> => {
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = -10; round < ROUNDS; round += 1) {
    const measured = { ours: await milliseconds(ours), bare: await milliseconds(bare) };
    if (round < 0) continue;
    times.ours.push(measured.ours);
    times.bare.push(measured.bare);
  }
  const [own, other] = [lowerQuartile(times.ours), lowerQuartile(times.bare)];
  return { ratio: own / other, ours: own, bare: other };
};

/** By a profile with an instant `fetch`. */
const SPREAD =
  "; what a call adds is spread over checking, openapi-fetch, headers, timer and judging, none of it a tenth";

const row = (what: string, aim: number, { ratio, ours, bare }: Awaited<ReturnType<typeof compare>>): Row => ({
  what,
  aim: `≤ ${aim.toFixed(2)} ×`,
  measured: `${ratio.toFixed(2)} ×`,
  reached: ratio <= aim,
  note: `${(ours * 1000).toFixed(0)} µs against ${(bare * 1000).toFixed(0)} µs, one call at a time, server in another process${ratio <= aim ? "" : SPREAD}`,
});

const measure = async (baseUrl: string): Promise<Row[]> => {
  const post = async (headers: Readonly<Record<string, string>>): Promise<unknown> => {
    const response = await fetch(baseUrl + PATH, { method: "POST", headers, body: JSON.stringify(request) });
    return JSON.parse(await response.text());
  };
  const headers = { "content-type": "application/json; charset=UTF-8" };

  const pair = await crypto.subtle.generateKey(
    { ...RSA, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ["sign", "verify"],
  );
  const encoder = new TextEncoder();
  const signThenPost = async (): Promise<unknown> => {
    const time = new Date().toISOString();
    const text = `POST ${PATH}\nCLIENT_1.${time}.${JSON.stringify(request)}`;
    const bytes = await crypto.subtle.sign(RSA.name, pair.privateKey, encoder.encode(text));
    const signature = encodeURIComponent(Buffer.from(bytes).toString("base64"));
    return post({
      ...headers,
      "client-id": "CLIENT_1",
      "request-time": time,
      signature: `algorithm=RSA256, keyVersion=1, signature=${signature}`,
    });
  };

  const unsigned = createClient({ baseUrl });
  const signed = createClient({ baseUrl, clientId: "CLIENT_1", keyVersion: "1", privateKey: pair.privateKey });
  return [
    row(
      "unsigned client call / bare `fetch` of the same body",
      1.15,
      await compare(
        () => unsigned.sendMessage(request),
        () => post(headers),
      ),
    ),
    row(
      "signed client call / (`fetch` + one RSA-2048 signature)",
      1.05,
      await compare(() => signed.sendMessage(request), signThenPost),
    ),
  ];
};

export const run = async (): Promise<Row[]> => {
  const server = fork(fileURLToPath(new URL("answering-server.ts", import.meta.url)), { execArgv: [] });
  try {
    const [port] = (await once(server, "message")).map(Number);
    return await measure(`http://127.0.0.1:${port}`);
  } finally {
    server.disconnect();
  }
};
