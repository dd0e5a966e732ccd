// The load: a process of its own, so that it shares no event loop with what it measures. Takes a JSON job as argument and
// prints a JSON result.
import { createPrivateKey, sign, type KeyObject } from "node:crypto";
import autocannon from "autocannon";
import { clientId, newRequestId, path, requestBody } from "./request.ts";

export interface Job {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** PKCS#8, base64: every request is signed beforehand, and the run ends when they are used up. */
  readonly privateKey?: string;
  readonly signedRequests?: number;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Result {
  /** Answers of a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Answers that were not what was asked for. */
  readonly wrong: number;
}

interface Prepared {
  readonly body: string;
  readonly headers: Record<string, string>;
}

const contentType = { "content-type": "application/json; charset=UTF-8" };

const signOne = (key: KeyObject): Promise<Prepared> =>
  new Promise((resolve, reject) => {
    const body = requestBody(newRequestId());
    const time = new Date().toISOString();
    sign("sha256", Buffer.from(`POST ${path}\n${clientId}.${time}.${body}`), key, (error, signature) => {
      if (error) return reject(error);
      const value = encodeURIComponent(signature.toString("base64"));
      const headers = { "client-id": clientId, "request-time": time };
      resolve({
        body,
        headers: { ...contentType, ...headers, signature: `algorithm=RSA256, keyVersion=1, signature=${value}` },
      });
    });
  });

const signAll = async (privateKey: string, count: number): Promise<Prepared[]> => {
  const key = createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs8" });
  const all: Prepared[] = [];
  while (all.length < count) all.push(...(await Promise.all(Array.from({ length: 64 }, () => signOne(key)))));
  return all;
};

const job: Job = JSON.parse(process.argv[2] ?? "{}");
const prepared = job.privateKey === undefined ? undefined : await signAll(job.privateKey, job.signedRequests ?? 0);
let next = 0;
const instance = autocannon({
  url: `${job.url}${path}`,
  connections: job.connections,
  ...(prepared === undefined ? { duration: job.seconds } : { amount: prepared.length }),
  requests: [
    {
      method: "POST",
      setupRequest: (request) => {
        const ready = prepared?.[next++];
        return { ...request, body: requestBody(newRequestId()), headers: { ...contentType, ...job.headers }, ...ready };
      },
    },
  ],
});
const { requests, latency, non2xx, errors, duration } = await instance;
const result: Result = { rate: requests.total / duration, p99: latency.p99, wrong: non2xx + errors };
console.log(JSON.stringify(result));
