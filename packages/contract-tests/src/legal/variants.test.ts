import { byLane } from "@miniprogram-messages/lane";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allCases, createLegalServer, legalVariants, runCases } from "../index.js";
import type { ServerTarget } from "../engine/target.js";
import { shareKeysOf, sharedKeyPair } from "../signing/keys.js";

beforeAll(() => shareKeysOf(1024));
afterAll(() => shareKeysOf(2048));

const cases = allCases.filter(({ side }) => side === "server");

/** Some cases are many and alike: in the quick lane each legal server meets another part of them, and all cases else. */
const parts = byLane("parts of the boundaries and signatures, of which a legal server meets one", {
  quick: 6,
  full: 1,
});
const inParts = /^(?:boundaries|signature)\//u;

const documentedFailures = async (target: ServerTarget, turn = 0): Promise<readonly unknown[]> => {
  const met = cases.filter(({ id }, index) => !inParts.test(id) || index % parts === turn % parts);
  const results = await runCases(met, { server: { flipEvery: 97, ...target } });
  return results
    .filter(({ status, level }) => status === "failed" && level === "documented")
    .map(({ id, failure }) => ({ id, failure }));
};

test("there are at least 32 legal servers, each with an id of its own", () => {
  expect(new Set(legalVariants.map(({ id }) => id)).size).toBe(legalVariants.length);
  expect(legalVariants.length).toBeGreaterThanOrEqual(32);
});

test.each(legalVariants.map((variant, turn) => ({ ...variant, turn })))(
  "$id: $choice",
  async ({ turn, ...variant }) => {
    expect(await documentedFailures({ name: variant.id, ...createLegalServer(variant) }, turn)).toEqual([]);
  },
);

const signedAs = async (signature: "off" | "optional" | "required") => {
  const [client, platform] = await Promise.all([sharedKeyPair(1), sharedKeyPair(3)]);
  const clients = [{ clientId: "merchant", keys: [{ keyVersion: "1", publicKey: client.spki }] }];
  const server = createLegalServer({
    rules: { initial: { clients, policies: { signature, requestTimeTolerance: "PT1H" } } },
  });
  const signer = { clientId: "merchant", keyVersion: "1", privateKey: client.privateKey };
  return { name: signature, ...server, signer, platformPublicKey: platform.spki };
};

test.each(["off", "optional", "required"] as const)("signed, where a signature is %s", async (signature) => {
  expect(await documentedFailures(await signedAs(signature))).toEqual([]);
});

test("signed, where a signature is required, nothing fails and nothing is inconclusive", async () => {
  const results = await runCases(cases, { server: { flipEvery: 97, ...(await signedAs("required")) } });
  const open = results.filter(({ status }) => status === "failed" || status === "inconclusive");
  expect(open.map(({ id, failure, reason }) => ({ id, failure, reason }))).toEqual([]);
});

test("a server that takes the sample alone is judged by what it takes: the rest is inconclusive", async () => {
  const variant = legalVariants.find(({ id }) => id === "nothing-but-the-sample");
  const server = createLegalServer(variant ?? {});
  const results = await runCases(cases, { server: { name: "sample", ...server } });
  const statusOf = (id: string) => results.find((result) => result.id === id)?.status;
  expect(statusOf("samples/send-message/push")).toBe("passed");
  for (const name of ["templateCode/max-length", "customerBelongsTo/enum", "extendInfo/max-length"]) {
    expect([name, statusOf(`boundaries/send-message/${name}`)]).toEqual([name, "inconclusive"]);
  }
});

test("without a keyVersion no header holds an empty one", async () => {
  const { signer, fetch, ...target } = await signedAs("required");
  const headers: string[] = [];
  const listening: typeof fetch = (input, init) => {
    headers.push(new Headers(init.headers).get("Signature") ?? "");
    return fetch(input, init);
  };
  const own = cases.filter(({ id }) => id.startsWith("signature/") && id !== "signature/bit-flips");
  await runCases(own, { server: { ...target, fetch: listening, signer: { ...signer, keyVersion: undefined } } });
  expect(headers.filter((header) => /keyVersion=(?:,|$)/iu.test(header))).toEqual([]);
  expect(headers.filter((header) => header !== "").length).toBeGreaterThan(50);
});
