import { expect, it } from "vitest";
import { makeStateFolder } from "./state-folder.js";

it("names the certificate as what needs the folder, and not the store", () => {
  expect(() => makeStateFolder("/dev/null/stub")).toThrow(
    "tls: the certificate needs the folder /dev/null/stub, which cannot be made; give files with --tls-cert and --tls-key",
  );
});
