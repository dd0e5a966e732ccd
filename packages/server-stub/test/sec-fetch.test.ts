import { request } from "node:http";
import { expect, it } from "vitest";
import { CALLS } from "./control-calls.js";
import { openStub } from "./sending.js";

const FOREIGN = "https://evil.invalid";
const ALLOWED = "https://app.example";

/** Status alone: an event stream has no end. */
const statusOf = (url: string, method: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (response) => {
      resolve(response.statusCode);
      response.destroy();
    });
    outgoing.on("error", reject);
    outgoing.end();
  });

const fetched = (site: string, mode: string, destination: string, origin?: string): Record<string, string> => ({
  "sec-fetch-site": site,
  "sec-fetch-mode": mode,
  "sec-fetch-dest": destination,
  ...(origin !== undefined && { origin }),
});

/** What browsers send; `own` stands for the stub's own origin. */
const BROWSERS: [name: string, isAllowed: boolean, headers: Record<string, string>][] = [
  ["a link on another site", false, fetched("cross-site", "navigate", "document")],
  ["a form on another site", false, fetched("cross-site", "navigate", "document", FOREIGN)],
  ["a frame of another site", false, fetched("cross-site", "navigate", "iframe")],
  ["a script of another site", false, fetched("cross-site", "cors", "empty", FOREIGN)],
  ["a script in a sandbox", false, fetched("cross-site", "cors", "empty", "null")],
  ["an image on another site", false, fetched("cross-site", "no-cors", "image")],
  ["a beacon of another site", false, fetched("cross-site", "no-cors", "empty", FOREIGN)],
  ["an image at another port", false, fetched("same-site", "no-cors", "image")],
  ["a script at another port", false, fetched("same-site", "cors", "empty", "http://127.0.0.1:1")],
  ["a websocket of another site", false, fetched("cross-site", "websocket", "websocket", FOREIGN)],
  ["a worker of another site", false, fetched("cross-site", "same-origin", "worker")],
  ["a browser without Sec-Fetch, of another site", false, { origin: FOREIGN }],
  ["a header that no browser sends", false, { "sec-fetch-site": "somewhere" }],
  ["a typed address", true, fetched("none", "navigate", "document")],
  ["the stub's page", true, fetched("same-origin", "cors", "empty", "own")],
  ["the stub's page, reading", true, fetched("same-origin", "cors", "empty")],
  ["a worker of the stub's page", true, fetched("same-origin", "same-origin", "worker")],
  ["a script of an allowed origin", true, fetched("cross-site", "cors", "empty", ALLOWED)],
  ["a program", true, {}],
];

it.each(BROWSERS)("%s may call the control API: %s", async (_, isAllowed, headers) => {
  const stub = openStub({ allowOrigins: [ALLOWED] });
  const { url } = await stub.listen();
  const own = headers["origin"] === "own" ? { origin: url } : {};
  for (const [method, path] of [...CALLS, ["GET", "/health"] as const, ["GET", "/no-such-call"] as const]) {
    const status = await statusOf(`${url}/_stub${path.replace("default", "guarded")}`, method, { ...headers, ...own });
    expect([method, path, status === 403]).toEqual([method, path, !isAllowed]);
  }
  const { namespaces } = await stub.control.get("/_stub/namespaces");
  expect(namespaces.some(({ name }) => name === "guarded")).toBe(isAllowed);
});
