import { expect, it } from "vitest";
import { readConfigFile } from "./config-file.js";

it("reads no more of what has no end than it may have", async () => {
  await expect(readConfigFile("/dev/zero")).rejects.toThrow(/^\/dev\/zero: must have at most 16777216 characters$/u);
});
