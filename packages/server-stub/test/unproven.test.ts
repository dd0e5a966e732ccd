import { generateKeyPairSync } from "node:crypto";
import { createClient } from "@miniprogram-messages/client";
import { expect, it, vi } from "vitest";
import type { Config } from "../src/index.js";
import { SAMPLES, openStub } from "./sending.js";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

const clients = [{ clientId: "CLIENT_1", keys: [{ keyVersion: "1", publicKey }] }];

it.each<[name: string, config: Config, status: string, lines: number]>([
  ["nobody is seeded", {}, "unknown", 1],
  ["signatures are off", { clients, policies: { signature: "off" } }, "unknown", 1],
  ["the client is seeded", { clients }, "succeeded", 0],
  ["another client is seeded", { clients: [{ clientId: "CLIENT_2", keys: [] }] }, "failed", 0],
])(
  "where %s, a signed request is answered and the log says what a client makes of it",
  async (_, config, status, lines) => {
    const warn = vi.fn<(fields: object, text: string) => void>();
    const stub = openStub({ config, logger: { warn, error: warn, info: () => {}, debug: () => {} } });
    const { publicKey: platformPublicKey } = await stub.control.get("/_stub/platform-key");
    const client = createClient({
      fetch: stub.fetch,
      clientId: "CLIENT_1",
      privateKey,
      platformPublicKey,
      maxRetries: 1,
    });
    expect(await client.sendMessage(JSON.parse(JSON.stringify(SAMPLES.sendMessage)))).toMatchObject({ status });
    const [attempt] = (
      await stub.control.get("/_stub/namespaces/{namespace}/journal", { path: { namespace: "default" } })
    ).attempts;
    const step = attempt?.verdicts.find((verdict) => verdict.step === "signature");
    const unproven = {
      step: "signature",
      verdict: "skipped",
      detail: expect.stringMatching(/^not verified, so the answer/),
    };
    expect(step?.verdict === "skipped" ? step : undefined).toEqual(lines === 1 ? unproven : undefined);
    expect(warn.mock.calls).toEqual(
      Array.from({ length: lines }, () => [
        { namespace: "default", times: 1 },
        expect.stringContaining("under clients"),
      ]),
    );
  },
);
