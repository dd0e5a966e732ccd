import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const built = fileURLToPath(new URL("../../server-stub/dist/inbox/", import.meta.url));
const page = readFileSync(`${built}index.html`, "utf8");

const references = [...page.matchAll(/(?:src|href)="(?!data:)([^"]+)"/g)].map(([, reference]) => reference ?? "");

describe("the built inbox page", () => {
  it("weighs at most 60 kB with everything that the first load takes", () => {
    const files = [page, ...references.map((reference) => readFileSync(`${built}${reference}`))];
    const bytes = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).byteLength, 0);
    expect(references).toHaveLength(2);
    expect(bytes).toBeLessThanOrEqual(60_000);
  });

  it("refers to files beside it alone, named by their content", () => {
    for (const reference of references) expect(reference).toMatch(/^\.\/assets\/inbox-[A-Z0-9]{8}\.(js|css)$/);
    expect(readdirSync(`${built}assets`).filter((name) => !/-[A-Z0-9]{8}\.(js|css)$/.test(name))).toEqual([]);
  });

  it("holds no inline script and no inline style", () => {
    expect(page).not.toMatch(/<style|style="|<script(?![^>]*src=)|\son[a-z]+="/);
  });
});
