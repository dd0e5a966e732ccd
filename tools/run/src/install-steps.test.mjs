import { expect, test } from "vitest";
import { MANAGERS, describeSteps, installSteps } from "./install-steps.mjs";

const tarballs = { signature: "/a b/signature.tgz", client: "/t/client.tgz", "server-stub": "/t/it's.tgz" };

test.each(MANAGERS)("%s: the last line adds every tarball, whatever the names of folders", (manager) => {
  const lines = describeSteps(installSteps(manager, tarballs)).split("\n");
  const add = manager === "npm" ? "npm install" : `${manager} add`;
  expect(lines.at(-1)).toBe(`${add} '/a b/signature.tgz' /t/client.tgz '/t/it'\\''s.tgz'`);
});

test("npm needs nothing else, the others are told where the packages find each other", () => {
  expect(installSteps("npm", tarballs)).toHaveLength(1);
  expect(describeSteps(installSteps("pnpm", tarballs))).toContain(
    'In pnpm-workspace.yaml:\n\noverrides:\n  "@miniprogram-messages/signature": "file:/a b/signature.tgz"\n',
  );
  expect(describeSteps(installSteps("yarn", tarballs))).toContain(
    "npm pkg set 'resolutions[@miniprogram-messages/signature]=file:/a b/signature.tgz' ",
  );
});
