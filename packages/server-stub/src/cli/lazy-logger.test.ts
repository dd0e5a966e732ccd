import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

const said = (level: string, at: string): string => {
  const script = `import { lazyLogger } from ${JSON.stringify(new URL("lazy-logger.ts", import.meta.url).href)};
lazyLogger(${JSON.stringify(level)}).${at}({ field: 1 }, "words"); process.exit(1);`;
  return spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" }).stderr;
};

it.each([
  ["debug", "debug"],
  ["info", "warn"],
  ["warn", "warn"],
  ["error", "error"],
])("says at %s what is worth %s, though the process ends at once", (level, at) => {
  expect(JSON.parse(said(level, at))).toMatchObject({ name: "server-stub", field: 1, msg: "words" });
});

it.each([
  ["info", "debug"],
  ["error", "warn"],
  ["silent", "error"],
])("keeps to itself at %s what is worth %s", (level, at) => {
  expect(said(level, at)).toBe("");
});
