// What nothing here can run is at least read: the image, its example, and the workflows.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "./workspace.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const yaml = (path) => parse(read(path));

describe("the Dockerfile", () => {
  const lines = read("Dockerfile")
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  const has = (start) => last.some((line) => line.startsWith(start));

  test("runs as somebody who is not root, and stays so", () => {
    const users = last.filter((line) => line.startsWith("USER "));
    expect(users).toEqual(["USER node"]);
    expect(last.indexOf("USER node")).toBeLessThan(last.findIndex((line) => line.startsWith("CMD ")));
  });

  test("has a health check, a volume for the store, and a command in exec form", () => {
    expect(["HEALTHCHECK ", "VOLUME /data", "EXPOSE 4010", "CMD ["].filter((start) => !has(start))).toEqual([]);
    expect(last.find((line) => line.startsWith("HEALTHCHECK "))).toContain("/_stub/health");
  });

  test("sets the stub up by its own variables alone, and bakes in no token", () => {
    const names = [...last.join("\n").matchAll(/(?:^ENV |\s)([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(names.filter((name) => name !== "NODE_ENV" && !/^STUB_(?!TOKEN)/.test(name))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(["STUB_HOST", "STUB_PORT", "STUB_STORE"]));
  });

  test("names a major version of each base image", () => {
    const bases = lines.filter((line) => line.startsWith("FROM "));
    expect(bases.filter((line) => !/^FROM \w+:\d+-slim( AS \w+)?$/.test(line))).toEqual([]);
  });
});

test("the compose example builds from here, asks for a token and keeps the store", () => {
  const { services, volumes } = yaml("examples/docker/compose.yaml");
  expect(existsSync(join(root, "examples/docker", services.stub.build, "Dockerfile"))).toBe(true);
  expect(services.stub.environment.STUB_TOKEN).toMatch(/^\$\{STUB_TOKEN:\?/);
  expect(services.stub.volumes).toEqual(Object.keys(volumes).map((name) => `${name}:/data`));
});

describe.each(readdirSync(join(root, ".github/workflows")))("the workflow %s", (file) => {
  const { jobs, permissions } = yaml(`.github/workflows/${file}`);

  test("says what it may do, and what it runs exists", () => {
    expect(permissions).toBeDefined();
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const { scripts } = JSON.parse(read("package.json"));
    const runs = steps.flatMap(({ run = "", with: given = {} }) => [run, given.publish ?? ""]).join("\n");
    for (const [, script] of runs.matchAll(/npm run ([\w-]+)/g)) expect(scripts).toHaveProperty(script);
    for (const [, path] of runs.matchAll(/bash (\.ci\/[\w-]+)/g)) expect(existsSync(join(root, path))).toBe(true);
    expect(steps.filter(({ uses }) => uses !== undefined && !/^[\w/-]+@v\d+$/.test(uses))).toEqual([]);
  });

  test("gives every job an end", () => {
    expect(Object.values(jobs).filter((job) => job["timeout-minutes"] === undefined)).toEqual([]);
  });
});

test("a release asks for the token that provenance is made of", () => {
  expect(yaml(".github/workflows/release.yml").permissions).toMatchObject({ "id-token": "write" });
});

test.each(["bug.yml", "idea.yml"])("the issue template %s has a name, a description and fields", (file) => {
  expect(yaml(`.github/ISSUE_TEMPLATE/${file}`)).toMatchObject({
    name: expect.stringMatching(/./),
    description: expect.stringMatching(/./),
    body: expect.arrayContaining([expect.objectContaining({ type: expect.stringMatching(/./) })]),
  });
});
