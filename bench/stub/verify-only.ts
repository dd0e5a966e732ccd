// The stub with a constant in place of the signature of each answer: what is left is the verification of each request.
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

const constant = Buffer.alloc(256);
type Answer = (error: Error | null, signature: Buffer) => void;
const signNothing = (_hash: string, _data: Uint8Array, _key: unknown, answer: Answer): void => {
  setImmediate(answer, null, constant);
};
Object.assign(crypto, { sign: signNothing });
syncBuiltinESMExports();

process.argv[1] = new URL("../../packages/server-stub/dist/cli.js", import.meta.url).pathname;
await import("../../packages/server-stub/dist/cli.js");
