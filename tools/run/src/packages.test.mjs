import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clearBuilds } from "./packages.mjs";

test("what a build of another state left is gone before the next one, and nothing else", () => {
  const root = mkdtempSync(join(tmpdir(), "packages-"));
  const [stub, docs] = [join(root, "packages", "server-stub"), join(root, "docs", "site")];
  for (const folder of [stub, docs]) {
    mkdirSync(join(folder, "dist"), { recursive: true });
    writeFileSync(join(folder, "dist", "shared-OLD.js"), "");
    writeFileSync(join(folder, "package.json"), "{}");
  }
  clearBuilds(root);
  const left = [join(stub, "dist"), join(stub, "package.json"), join(docs, "dist")].map((path) => existsSync(path));
  expect(left).toEqual([false, true, true]);
  rmSync(root, { recursive: true });
});
