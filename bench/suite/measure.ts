import {
  allCases,
  type Case,
  type CaseResult,
  constraintMutants,
  createLegalServer,
  createReferenceServer,
  legalVariants,
  runCases,
  serverMutants,
} from "@miniprogram-messages/contract-tests";
import { createStub } from "@miniprogram-messages/server-stub";
import { generateKeyPairSync } from "node:crypto";
import type { Measurement, Row } from "../src/row.ts";

const cases = allCases.filter(({ side }) => side === "server");

// One in 97 flips tells a server that checks signatures from one that does not.
const fewFlips = { flipEvery: 97, seed: 1 };

const failed = (results: readonly CaseResult[], level: string): readonly CaseResult[] =>
  results.filter((result) => result.status === "failed" && result.level === level);

const conclusive = (results: readonly CaseResult[]): number =>
  results.filter(({ status }) => status === "passed" || status === "failed").length;

const spki = (): { readonly pair: ReturnType<typeof generateKeyPairSync>; readonly publicKey: string } => {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { pair, publicKey: pair.publicKey.export({ type: "spki", format: "der" }).toString("base64") };
};

const foreignUnsigned = (): Promise<readonly CaseResult[]> =>
  runCases(cases, { server: { name: "foreign", ...createLegalServer({}), ...fewFlips } });

/** The reference server's own platform key is asked of its control API, which the run itself does not get to see. */
const foreignSigned = async (): Promise<readonly CaseResult[]> => {
  const { pair, publicKey } = spki();
  const clients = [{ clientId: "merchant", keys: [{ keyVersion: "1", publicKey }] }];
  const { baseUrl, controlUrl, fetch } = createReferenceServer({
    initial: { clients, policies: { signature: "required" } },
  });
  const platform: unknown = await (await fetch(`${controlUrl}/platform-key`, { method: "GET" })).json();
  const signer = { clientId: "merchant", keyVersion: "1", privateKey: pair.privateKey };
  const platformPublicKey = String(Object(platform).publicKey);
  return runCases(cases, { server: { name: "foreign", baseUrl, fetch, signer, platformPublicKey, ...fewFlips } });
};

const seconds = async (run: () => Promise<unknown>): Promise<number> => {
  const begin = performance.now();
  await run();
  return (performance.now() - begin) / 1000;
};

interface Kills {
  readonly documented: number;
  readonly inferred: number;
  readonly policy: number;
  readonly all: number;
}

const levels = ["documented", "inferred", "policy"] as const;

/** The strongest level at which a wrong server is noticed: one failing case of a level is enough. */
const strongestKill = async (
  rules: Parameters<typeof createReferenceServer>[0],
  concerned: readonly Case[],
): Promise<(typeof levels)[number] | undefined> => {
  for (const level of levels) {
    const noticed = new AbortController();
    const onResult = ({ status }: CaseResult): void => {
      if (status === "failed") noticed.abort();
    };
    const server = { name: "mutant", ...createReferenceServer(rules), ...fewFlips };
    const own = concerned.filter((one) => one.level === level);
    const results = await runCases(own, { server }, { concurrency: 1, onResult, signal: noticed.signal });
    if (failed(results, level).length > 0) return level;
  }
  return undefined;
};

/** Each wrong server by the strongest level at which it is noticed. */
const kills = async (): Promise<Kills> => {
  const count = { documented: 0, inferred: 0, policy: 0, all: 0 };
  const tries: readonly (readonly [Parameters<typeof createReferenceServer>[0], (one: Case) => boolean])[] = [
    ...serverMutants.map(
      ({ rules, concerns }) => [rules, ({ id }: Case) => concerns?.test(id) ?? !id.startsWith("boundaries/")] as const,
    ),
    ...constraintMutants.map(
      ({ rules, operation }) => [rules, ({ id }: Case) => id.startsWith(`boundaries/${operation.slug}/`)] as const,
    ),
  ];
  for (const [rules, concerns] of tries) {
    count.all += 1;
    const level = await strongestKill(rules, cases.filter(concerns));
    if (level !== undefined) count[level] += 1;
  }
  return count;
};

const falseAlarms = async (): Promise<number> => {
  let alarms = 0;
  for (const variant of legalVariants) {
    const server = { name: variant.id, ...createLegalServer(variant), ...fewFlips };
    alarms += failed(await runCases(cases, { server }), "documented").length;
  }
  return alarms;
};

const overUrl = async (): Promise<number> => {
  const stub = createStub();
  try {
    const { url } = await stub.listen({ port: 0 });
    const server = {
      name: url,
      baseUrl: url,
      controlUrl: `${url}/_stub`,
      fetch: (input: string, init: RequestInit) => fetch(input, init),
    };
    return await seconds(() => runCases(cases, { server }));
  } finally {
    await stub.close();
  }
};

const inProcess = async (): Promise<number> => {
  const stub = createStub();
  try {
    const baseUrl = "http://127.0.0.1";
    const answer = async (input: string, init: RequestInit): Promise<Response> => stub.fetch(input, init);
    return await seconds(() =>
      runCases(cases, { server: { name: "stub", baseUrl, controlUrl: `${baseUrl}/_stub`, fetch: answer } }),
    );
  } finally {
    await stub.close();
  }
};

const fact = (what: string, measured: string, note = ""): Row => ({ what, aim: "–", measured, note });

const timed = (what: string, measured: number, aim: number): Row => ({
  what,
  aim: `≤ ${aim} s`,
  measured: `${measured.toFixed(1)} s`,
  reached: measured <= aim,
  note: "the stub, every case, every single-bit flip",
});

/** What the suite asks of a server, what it finds, and what it takes for wrong though it is right. */
export const measureSuite = async (): Promise<Measurement> => {
  const unsigned = await foreignUnsigned();
  const signed = await foreignSigned();
  const { documented, inferred, policy, all } = await kills();
  const killed = documented + inferred + policy;
  const alarms = await falseAlarms();
  return {
    title: "The contract suite for servers",
    rows: [
      fact("cases for servers", String(cases.length), "those for clients apart"),
      fact(
        "conclusive on a foreign server, unsigned",
        String(conclusive(unsigned)),
        "no control API, no keys, no --values",
      ),
      fact("conclusive on a foreign server, signed", String(conclusive(signed)), "no control API, with keys"),
      {
        what: "wrong servers that are noticed",
        aim: "all",
        measured: `${killed} of ${all}`,
        reached: killed === all,
        note: `documented ${documented}, inferred ${inferred}, policy ${policy}, by the strongest level`,
      },
      {
        what: `documented failures of ${legalVariants.length} legal servers`,
        aim: "0",
        measured: String(alarms),
        reached: alarms === 0,
        note: "each differs in one choice where the pages are silent",
      },
      timed("a run over a URL, no latency", await overUrl(), 30),
      timed("a run in process", await inProcess(), 6),
    ],
  };
};
