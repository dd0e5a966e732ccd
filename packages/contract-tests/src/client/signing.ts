import { clientCase, type ClientCase } from "../engine/case.js";
import type { ClientContext, ClientOptions } from "../engine/client-context.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import { sharedKeyPair, type KeyPair } from "../signing/keys.js";
import { signatureHeader } from "../signing/signer.js";
import { sendMessage } from "../spec/operation.js";
import { expectVerdict, sampleOf, tell, type Told } from "./call.js";
import { jsonHeaders, says, type Reply } from "./script.js";

const clientId = "merchant-1";

const pem = ({ privateKey }: KeyPair): string => privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** A client that signs, and that knows the platform's key. */
const signing = async (): Promise<{ options: ClientOptions }> => {
  const [own, platform] = await Promise.all([sharedKeyPair(0), sharedKeyPair(2)]);
  const options = { clientId, keyVersion: "2", privateKey: pem(own), platformPublicKey: platform.spki };
  return { options };
};

const signingCase = (name: string, rule: string, run: (context: ClientContext) => Promise<void>): ClientCase =>
  clientCase({ id: `client/${name}`, level: "policy", rule }, run);

export const verifiesBeforeParsing = signingCase(
  "verifies-before-parsing",
  "The signature is checked on the raw text, before anybody parses it.",
  async (context) => {
    const { options } = await signing();
    const headers = {
      ...jsonHeaders,
      signature: signatureHeader("AAAA", "1"),
      "response-time": "2026-01-02T03:04:05Z",
    };
    const forged: Reply = () => new Response('{"result":', { headers });
    const told = await tell(context, [forged], { client: options });
    expectVerdict(told, "unknown unverified", "a forged answer that is no JSON");
  },
);

export const redaction = signingCase(
  "redaction",
  "Events and outcomes hold no access token, no key, no signature and no template parameter.",
  async (context) => {
    const { options } = await signing();
    const heard: unknown[] = [];
    const secrets = { accessToken: "secret-token", parameter: "secret-parameter" };
    const request = {
      ...sampleOf(sendMessage),
      accessToken: secrets.accessToken,
      templates: [{ templateParameters: { who: secrets.parameter } }],
    };
    const client = { ...options, maxRetries: 1, onEvent: (event: unknown) => heard.push(event) };
    const { outcome, requests } = await tell(context, [says("U"), says("F")], { request, client });
    const text = JSON.stringify([heard, outcome]);
    const signature = requests[0]?.headers.get("Signature") ?? "";
    for (const secret of [...Object.values(secrets), signature.slice(-40), "PRIVATE KEY"]) {
      expectTrue("events and outcome", secret === "" || !text.includes(secret), {
        expected: "no secrets",
        actual: `holds ${secret.slice(0, 20)}`,
      });
    }
    expectTrue("events", heard.length > 0, { expected: "some", actual: heard.length });
  },
);

export const bodyTakenSynchronously = signingCase(
  "body-taken-synchronously",
  "The body is taken in the call: what the caller changes afterwards does not go over the wire.",
  async (context) => {
    const { options } = await signing();
    const request: Record<string, string> & object = { ...Object(sampleOf(sendMessage)) };
    const before = JSON.stringify(request);
    const pending = tell(context, [says("U"), says("F")], { request, client: { ...options, maxRetries: 1 } });
    request["appId"] = "changed";
    const { requests } = await pending;
    expectSame("bodies sent", [...new Set(requests.map(({ text }) => text))], [before]);
  },
);

export const badKeys = signingCase(
  "bad-keys",
  "A key that cannot be used is refused by name, at createClient or by the first call, and nothing is sent.",
  async (context) => {
    const { options } = await signing();
    for (const name of ["privateKey", "platformPublicKey"] as const) {
      let sent = 0;
      const reply: Reply = (request, signal) => {
        sent += 1;
        return says("S")(request, signal);
      };
      const attempt = async (): Promise<Told> =>
        tell(context, [reply], { client: { ...options, [name]: "no key at all" } });
      const error: unknown = await attempt().catch((thrown: unknown) => thrown);
      expectTrue(`error for a bad ${name}`, error instanceof Error && error.message.includes(name), {
        expected: `an error naming ${name}`,
        actual: String(error),
      });
      expectSame("requests sent", sent, 0);
    }
  },
);
