import { serverCase } from "../engine/case.js";
import { forEach, Inconclusive } from "../engine/verdict.js";
import { newKeyPair, sharedKeyPair } from "../signing/keys.js";
import { expectNotTaken, expectPlainTaken, plainRequest, signingCase, type SigningClient } from "./identity.js";

const expectNobody = async (client: SigningClient, clientIds: readonly string[]): Promise<void> => {
  await expectPlainTaken(client);
  for (const clientId of clientIds.filter((other) => other !== client.identity.clientId)) {
    const stranger = { ...client, identity: { ...client.identity, clientId } };
    expectNotTaken(await client.context.send(plainRequest(stranger)), `Client-Id ${clientId}`);
  }
};

export const clientIdCase = signingCase(
  {
    id: "signature/client-id-case",
    level: "inferred",
    rule: "A Client-Id in another case is another client.",
  },
  async (client) => {
    const { clientId } = client.identity;
    const others = [clientId.toUpperCase(), clientId.toLowerCase()].filter((other) => other !== clientId);
    if (others.length === 0) throw new Inconclusive("The Client-Id has no letters.");
    await expectNobody(client, others);
  },
);

export const clientIdExact = signingCase(
  {
    id: "signature/client-id-exact",
    level: "inferred",
    rule: "A Client-Id that begins, ends or looks as a known one is another client.",
  },
  async (client) => {
    const { clientId } = client.identity;
    await expectNobody(client, [
      `${clientId}1`,
      `${clientId}-`,
      `1${clientId}`,
      clientId.slice(0, -1),
      clientId.slice(1),
      clientId.slice(0, 1),
      `${clientId}, ${clientId}`,
      `${clientId.slice(0, -1)}%`,
      `%${clientId.codePointAt(0)?.toString(16) ?? ""}${clientId.slice(1)}`,
      `${clientId.slice(0, -1)}${clientId.endsWith("0") ? "1" : "0"}`,
      clientId.replaceAll(/[^A-Za-z0-9]/gu, ""),
      clientId.replaceAll("-", "_"),
      clientId.replaceAll("_", "-"),
      "*",
      "%",
      "nobody-knows-this-client",
    ]);
  },
);

let stranger: ReturnType<typeof newKeyPair> | undefined;

/** A key that no server knows. */
const strangersKey = (): ReturnType<typeof newKeyPair> => (stranger ??= newKeyPair());

export const otherKey = signingCase(
  {
    id: "signature/other-key",
    level: "inferred",
    rule: "A signature with another key than the client's is refused, and so is a keyVersion that it does not have.",
  },
  async (client) => {
    await expectPlainTaken(client);
    const { context, identity } = client;
    const known = identity.keyVersion ?? "1";
    const versions = ["no-such-version", `${known}0`, `${known}.0`, `v${known}`, `0${known}`, "999"];
    const own = versions.map((keyVersion) => ({ ...identity, keyVersion }));
    const { privateKey } = await strangersKey();
    const foreign = [known, undefined, ...versions].map((keyVersion) => ({
      clientId: identity.clientId,
      keyVersion,
      privateKey,
    }));
    for (const signer of [...own, ...foreign]) {
      const key = signer.privateKey === privateKey ? "A key that nobody knows" : "The client's key";
      const exchange = await context.send(plainRequest({ ...client, identity: signer }));
      expectNotTaken(exchange, `${key} as ${signer.keyVersion ?? "the latest"}`);
    }
  },
);

export const keyOfAnother = serverCase(
  {
    id: "signature/key-of-another",
    level: "inferred",
    rule: "Each client and each key version has a key of its own: no other known key signs for it.",
    requires: ["control"],
  },
  async (context) => {
    const [one, two, three] = await Promise.all([sharedKeyPair(0), sharedKeyPair(1), sharedKeyPair(2)]);
    const keys = [
      { keyVersion: "1", publicKey: one.spki },
      { keyVersion: "2", publicKey: two.spki },
    ];
    await context.control.configure({
      clients: [
        { clientId: "merchant-a", keys },
        { clientId: "merchant-b", keys: [{ keyVersion: "1", publicKey: three.spki }] },
      ],
      policies: { signature: "required" },
    });
    await forEach(context.operations, async (operation) => {
      const as = (clientId: string, keyVersion: string | undefined, { privateKey }: typeof one): SigningClient => ({
        context,
        operation,
        identity: { clientId, keyVersion, privateKey },
      });
      for (const right of [as("merchant-a", "2", two), as("merchant-b", "1", three)]) await expectPlainTaken(right);
      const wrong: Readonly<Record<string, SigningClient>> = {
        "The key of another client": as("merchant-b", "1", one),
        "The key of another client, under a version of its own": as("merchant-b", "2", two),
        "The key of another version": as("merchant-a", "1", two),
        "The latest version with an older key": as("merchant-a", "2", one),
      };
      for (const [what, client] of Object.entries(wrong)) {
        expectNotTaken(await context.send(plainRequest(client)), what);
      }
    });
  },
);
