import { expect, test } from "vitest";
import { allCases, createLegalServer, runCases } from "../index.js";
import type { Fetch } from "./target.js";

const sample = allCases.find(({ id }) => id === "samples/send-message/push");

const busy =
  (times: number, headers: Record<string, string> = { "Retry-After": "0" }) =>
  (fetch: Fetch): Fetch => {
    let left = times;
    return async (input, init) => ((left -= 1) >= 0 ? new Response("", { status: 429, headers }) : fetch(input, init));
  };

const statusAfter = async (times: number, patience: number): Promise<string | undefined> => {
  const server = { name: "busy", ...createLegalServer({ around: busy(times) }), patience };
  const [result] = await runCases(sample === undefined ? [] : [sample], { server });
  return result?.status;
};

test("429 is waited out", async () => {
  expect(await statusAfter(3, 10_000)).toBe("passed");
});

test("a limit that outlasts all patience leaves the case without a verdict", async () => {
  expect(await statusAfter(1000, 200)).toBe("inconclusive");
});
