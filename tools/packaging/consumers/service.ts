// What a service and its tests do, whatever compiles, bundles and runs them: a message, signed and verified, to a stub in process.
import { generateKeyPairSync } from "node:crypto";
import { createClient, InvalidRequestError } from "@miniprogram-messages/client";
import { explain } from "@miniprogram-messages/client/explain";
import { createStub, StubError } from "@miniprogram-messages/server-stub";

const request = {
  appId: "P000000000000001xxxx",
  authClientId: "202016726873874774774xxxx",
  requestId: "order-4711",
  accessToken: "2019112719074101000700000077771xxxx",
  templateCode: "TP_5800000001xxxx",
  customerBelongsTo: "GCASH" as const,
  templates: [{ templateParameters: { customContent: "Grüße 🚀" }, language: "en-US" }],
};

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

export const GOOD =
  '{"status":"succeeded","attempts":1,"kept":1,"refused":"InvalidRequestError","illegal":"StubError","explained":"F"}';

/** The outcome as JSON: `GOOD`, or what is not. */
export const service = async (store = "memory"): Promise<string> => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const clients = [{ clientId: "CLIENT_1", keys: [{ keyVersion: "1", publicKey }] }];
  const stub = createStub({ store, config: { clients, policies: { signature: "required" } } });
  const { publicKey: platformPublicKey } = await stub.control.get("/_stub/platform-key");
  const client = createClient({ fetch: stub.fetch, clientId: "CLIENT_1", privateKey, platformPublicKey });
  const { status, attempts } = await client.sendMessage(request);
  const refusal: unknown = await client.sendMessage({ ...request, requestId: "who?" }).catch((error: unknown) => error);
  const refused = refusal instanceof InvalidRequestError && refusal.name;
  const fault = thrownBy(() => createStub({ store: "nowhere:" }));
  const illegal = fault instanceof StubError && fault.name;
  const kept = (await stub.messages()).length;
  await stub.close();
  return JSON.stringify({ status, attempts, kept, refused, illegal, explained: explain("PROCESS_FAIL")?.status });
};

/** What a listening stub serves: status of the inbox page and the docs, and what the page says. */
export const pages = async (): Promise<{ title: string; docs: number; yaml: number }> => {
  const stub = createStub();
  const { url } = await stub.listen();
  const title = /<title>(.*?)<\/title>/.exec(await (await fetch(url)).text())?.[1] ?? "";
  const [docs, yaml] = await Promise.all([fetch(`${url}/docs/`), fetch(`${url}/openapi.yaml`)]);
  await stub.close();
  return { title, docs: docs.status, yaml: yaml.status };
};
