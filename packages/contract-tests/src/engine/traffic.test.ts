import { expect, test } from "vitest";
import { allCases, createLegalServer, runCases } from "../index.js";
import type { Fetch } from "./target.js";
import { isBusy } from "./traffic.js";

const sample = allCases.find(({ id }) => id === "samples/send-message/push");

const busy =
  (times: number, status: number) =>
  (fetch: Fetch): Fetch => {
    let left = times;
    const headers = { "Retry-After": "0" };
    return async (input, init) => ((left -= 1) >= 0 ? new Response("", { status, headers }) : fetch(input, init));
  };

const statusAfter = async (
  times: number,
  { patience = 10_000, status = 429 }: { readonly patience?: number; readonly status?: number } = {},
): Promise<string | undefined> => {
  const server = { name: "busy", ...createLegalServer({ around: busy(times, status) }), patience };
  const [result] = await runCases(sample === undefined ? [] : [sample], { server });
  return result?.status;
};

test.each([429, 503])("%i with Retry-After is waited out", async (status) => {
  expect(await statusAfter(3, { status })).toBe("passed");
});

test.each([
  [429, "", true],
  [503, "", true],
  [200, '{"result":{"resultCode":"REQUEST_TRAFFIC_EXCEED_LIMIT"}}', false],
])("HTTP %i %s: where a limit is an answer, a gateway's word before it is still none", (status, text, waits) => {
  const headers = new Headers({ "Retry-After": "1" });
  const request = { method: "POST", url: "http://server.test/", headers: {} };
  const exchange = { request, status, headers, text, bytes: new Uint8Array(), ordinary: true };
  const target = { name: "server", baseUrl: "http://server.test", fetch };
  expect(isBusy(target, exchange, true)).toBe(waits);
  expect(isBusy(target, exchange)).toBe(true);
});

test("a limit that outlasts all patience leaves the case without a verdict", async () => {
  expect(await statusAfter(1000, { patience: 200 })).toBe("inconclusive");
});
