// The bill of materials that a release has attached, made as the release makes it. The registry has to be within reach.
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { expect, inject, it, onTestFinished } from "vitest";
import { command, here, outcome } from "./command.js";

interface Bill {
  readonly metadata: { readonly component: { readonly name: string; readonly version: string } };
  readonly components: readonly { readonly name: string; readonly version: string; readonly "bom-ref": string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

it("is CycloneDX, names all that is installed or carried, and no place on this machine", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sbom-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const tarball of Object.values(inject("tarballs"))) await cp(tarball, join(folder, basename(tarball)));
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((part) => !part.includes("node_modules"));
  const env = { PATH: [dirname(process.execPath), ...path].join(delimiter) };
  expect(outcome(await command("bash", [here("../../.ci/sbom"), folder], { env }))).toBe("exit 0");
  const text = await readFile(join(folder, "sbom.cdx.json"), "utf8");

  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(text)).toBeNull();
  expect(text).not.toContain("file:");
  expect(text).not.toContain(tmpdir() + "/");
  const { metadata, components, dependencies }: Bill = JSON.parse(text);
  expect(metadata.component).toMatchObject({ name: "miniprogram-messages", version: components[0]?.version });
  const names = components.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      "@miniprogram-messages/client",
      "openapi-fetch",
      "pg",
      "fast-check",
      "hono",
      "zod",
      "preact",
    ]),
  );
  const references = new Set(components.map((component) => component["bom-ref"]));
  expect(references.size).toBe(components.length);
  expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !references.has(ref))).toEqual([]);
  const stub = dependencies.find(({ ref }) => ref.startsWith("@miniprogram-messages/server-stub@"));
  expect(stub?.dependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^pkg:npm\/hono@/)]));
});
