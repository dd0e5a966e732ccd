import { createServer } from "node:net";
import { requestBody, path } from "./request.ts";
import { fileOf, startServer, stubCli } from "./process.ts";
import { median } from "./median.ts";

export const prismCli = fileOf("../node_modules/@stoplight/prism-cli/dist/index.js");
export const prismReady = /Prism is listening on (?<url>http:\/\/[\d.]+:\d+)/u;

export const prismArguments = async (): Promise<string[]> => [
  prismCli,
  "mock",
  fileOf("../../spec/openapi.yaml"),
  "--port",
  String(await freePort()),
];

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

const toFirstAnswer = async (args: readonly string[], ready?: RegExp): Promise<number> => {
  const begin = performance.now();
  const server = await startServer(args, ready);
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(ready === undefined ? {} : gatewayHeaders),
    },
    body: requestBody("first"),
  });
  const elapsed = performance.now() - begin;
  if (response.status !== 200) throw new Error(`${args[0]} answered ${response.status}: ${await response.text()}`);
  await server.stop();
  return elapsed;
};

/** Prism demands the headers that the gateway owns. */
export const gatewayHeaders = {
  signature: "algorithm=RSA256, keyVersion=1, signature=x",
  "client-id": "c",
  "request-time": "2026-01-01T00:00:00Z",
};

/** Milliseconds from the start of the process to its first answer, stub and Prism in turn. */
export const measureColdStart = async (folder: string, rounds: number): Promise<{ stub: number; prism: number }> => {
  const stub: number[] = [];
  const prism: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    stub.push(await toFirstAnswer([stubCli, "--port", "0", "--store", `sqlite:${folder}/cold-${round}.db`]));
    prism.push(await toFirstAnswer(await prismArguments(), prismReady));
  }
  return { stub: median(stub), prism: median(prism) };
};
