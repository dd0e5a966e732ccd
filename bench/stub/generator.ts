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
  /** Stands in the body of every right answer. */
  readonly expected: string;
}

export interface Result {
  /** Answers of a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Answers that were not what was asked for. */
  readonly wrong: number;
  readonly requests: number;
  /** Seconds of processor time that one request takes here. */
  readonly cpu: number;
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

const text = process.argv[2];
if (text === undefined) throw new Error("a job is needed");
const job: Job = JSON.parse(text);
const prepared = job.privateKey === undefined ? undefined : await signAll(job.privateKey, job.signedRequests ?? 0);
let next = 0;
let begunAt = 0;
let lastSetUpAt = 0;
const before = process.cpuUsage();
const instance = autocannon({
  url: `${job.url}${path}`,
  connections: job.connections,
  verifyBody: (body) => typeof body === "string" && body.includes(job.expected),
  ...(prepared === undefined ? { duration: job.seconds } : { amount: prepared.length }),
  requests: [
    {
      method: "POST",
      setupRequest: (request) => {
        const ready = prepared?.[next++];
        lastSetUpAt = performance.now();
        begunAt ||= lastSetUpAt;
        return { ...request, body: requestBody(newRequestId()), headers: { ...contentType, ...job.headers }, ...ready };
      },
    },
  ],
});
const { requests, latency, non2xx, errors, mismatches, duration } = await instance;
// autocannon looks once a second whether a given amount is through, so its own duration would round such a run up. When the
// last request was set up, all but one per connection were answered.
const amountRate = ((requests.total - job.connections) / (lastSetUpAt - begunAt)) * 1000;
const rate = prepared === undefined ? requests.total / duration : amountRate;
const { user, system } = process.cpuUsage(before);
const cpu = (user + system) / 1e6 / requests.total;
const result: Result = { rate, p99: latency.p99, wrong: non2xx + errors + mismatches, requests: requests.total, cpu };
console.log(JSON.stringify(result));
