import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importPublicKey, parseSignatureHeader, verify } from "@miniprogram-messages/signature";
import { describe, expect, test } from "vitest";
import { pages } from "./layout.ts";
import { signExample } from "./signing-example.ts";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const keys = new URL("../../../packages/signature/fixtures/keys/", import.meta.url);
const page = (name: string): string => readFileSync(join(dist, `${name}.html`), "utf8");
const guides = pages.map(({ name }) => name).filter((name) => name !== "reference" && name !== "control");

/** What a browser would load by itself; links that a reader may follow are no requests. */
const loaded = (html: string): string[] =>
  [...html.matchAll(/<(?:script|link|img|iframe)\b[^>]*?\s(?:src|href)="([^"]*)"/g)].map(([, address = ""]) => address);

describe("the built site", () => {
  test("has every page of the navigation and nothing else", () => {
    const expected = [...pages.map(({ name }) => `${name}.html`), "search-index.js", "site.css", "site.js"];
    expect(readdirSync(dist).toSorted()).toEqual(expected.toSorted());
  });

  test.each(pages.map(({ name }) => name))("%s loads nothing from another host", (name) => {
    const outside = loaded(page(name)).filter((address) => /^(?:https?:)?\/\//.test(address));
    expect(outside).toEqual([]);
    expect(page(name)).not.toMatch(/https:\/\/cdn\.redoc/);
  });

  test.each(guides)("every link of %s leads somewhere", (name) => {
    const links = [...page(name).matchAll(/<a\b[^>]*href="([^"]+)"/g)].map(([, href = ""]) => href);
    const broken = links.filter((href) => !/^https?:/.test(href) && !leadsSomewhere(name, href));
    expect(links.length).toBeGreaterThan(0);
    expect(broken).toEqual([]);
  });

  test("the pages of Redoc carry both operations, the samples and the deprecation", () => {
    const html = page("reference");
    for (const text of ["sendMessage", "sendInbox", "20191129872100000777719901212", "Deprecated", "x-codeSamples"]) {
      expect(html).toContain(text);
    }
  });

  test("every result code of both operations is on the outcomes page", () => {
    for (const code of ["USER_NOT_SUBSCRIBED", "USER_STATUS_ERROR", "UNKNOWN_EXCEPTION", "ACCEPT"]) {
      expect(page("outcomes")).toContain(`<code>${code}</code>`);
    }
  });
});

test("the worked example of the signing guide verifies, and the page shows that signature", async () => {
  const key = readFileSync(new URL("merchant.pkcs8.pem", keys), "utf8");
  const sample: unknown = JSON.parse(
    readFileSync(new URL("../../../spec/examples/send-message.push.request.json", import.meta.url), "utf8"),
  );
  const { method, uri, body, headers } = await signExample(sample, "/v2/miniprogram/message/send", key);
  const header = parseSignatureHeader(headers.Signature);
  const publicKey = await importPublicKey(readFileSync(new URL("merchant.spki.pem", keys), "utf8"));
  const message = { method, uri, clientId: headers["Client-Id"], time: headers["Request-Time"], body };
  expect(await verify(message, header?.signature ?? "", publicKey)).toBe(true);
  expect(page("signing")).toContain(headers.Signature);
});

function leadsSomewhere(from: string, href: string): boolean {
  const [file = "", fragment] = href.split("#");
  const target = file === "" ? `${from}.html` : file;
  if (!existsSync(join(dist, target))) return false;
  const html = page(target.replace(".html", ""));
  // Redoc's places are routes of its script; the browser tests follow them.
  if (fragment?.startsWith("/notifications/")) {
    return html.toLowerCase().includes(`"operationid":"${fragment.slice("/notifications/".length)}"`);
  }
  return fragment === undefined || html.includes(`id="${fragment}"`);
}
