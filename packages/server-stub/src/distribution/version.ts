import { readFileSync } from "node:fs";

/** Written in by the build, so that the version goes wherever a bundler takes the code. */
declare const STUB_VERSION: string | undefined;

const fromManifest = (): string =>
  String(Object(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"))).version);

/** Version of this package. */
export const version: string = typeof STUB_VERSION === "undefined" ? fromManifest() : STUB_VERSION;
