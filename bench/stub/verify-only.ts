// The stub with a constant in place of the signature of each answer: what is left is the verification of each request.
const constant = new Uint8Array(256).buffer;
globalThis.crypto.subtle.sign = () => Promise.resolve(constant);

process.argv[1] = new URL("../../packages/server-stub/dist/cli.js", import.meta.url).pathname;
await import("../../packages/server-stub/dist/cli.js");
