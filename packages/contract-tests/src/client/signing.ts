import { clientCase, type ClientCase } from "../engine/case.js";
import type { ClientContext, ClientOptions } from "../engine/client-context.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import { sharedKeyPair, type KeyPair } from "../signing/keys.js";
import {
  contentBytes,
  readSignatureHeader,
  signatureHeader,
  signContent,
  verifyContent,
  type SignedContent,
} from "../signing/signer.js";
import { sendInbox, sendMessage, type Operation } from "../spec/operation.js";
import type { Level } from "../spec/statement.js";
import { expectVerdict, sampleOf, tell, type Told } from "./call.js";
import { envelope, jsonHeaders, says, type Reply, type WireRequest } from "./script.js";

const clientId = "merchant-1";

const pem = ({ privateKey }: KeyPair): string => privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** A client that signs, and that knows the platform's key. */
const signing = async (): Promise<{ options: ClientOptions; own: KeyPair; platform: KeyPair }> => {
  const [own, platform] = await Promise.all([sharedKeyPair(0), sharedKeyPair(2)]);
  const options = { clientId, keyVersion: "2", privateKey: pem(own), platformPublicKey: platform.spki };
  return { options, own, platform };
};

const signingCase = (
  name: string,
  rule: string,
  run: (context: ClientContext) => Promise<void>,
  level: Level = "documented",
): ClientCase => clientCase({ id: `client/${name}`, level, rule }, run);

interface SignedAnswer {
  readonly body?: string;
  readonly sent?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly content?: (content: SignedContent) => SignedContent;
}

/** An answer that the platform has signed; `sent` and `headers` replace what was signed afterwards. */
const signed =
  (
    platform: KeyPair,
    { body = envelope("S"), sent = body, headers = {}, content = (same) => same }: SignedAnswer = {},
  ): Reply =>
  (request: WireRequest) => {
    const time = "2026-01-02T03:04:05Z";
    const own = {
      method: request.method,
      uri: request.url.pathname + request.url.search,
      clientId,
      time,
      body: new TextEncoder().encode(body),
    };
    const all = {
      ...jsonHeaders,
      signature: signatureHeader(signContent(contentBytes(content(own)), platform.privateKey), "1"),
      "client-id": clientId,
      "response-time": time,
      ...headers,
    };
    const present = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    return new Response(sent, { headers: Object.fromEntries(present) });
  };

const tellSigned = async (
  context: ClientContext,
  reply: (platform: KeyPair) => Reply,
  operation: Operation = sendMessage,
): Promise<Told> => {
  const { options, platform } = await signing();
  return tell(context, [reply(platform)], { operation, client: options });
};

export const signsExactBytes = signingCase(
  "signs-exact-bytes",
  "The signature covers method, path with the deployment's prefix, client, time and the exact bytes that are sent.",
  async (context) => {
    const { options, own } = await signing();
    const request = { ...sampleOf(sendMessage), extendInfo: "\u00E4 \u{1F600} / <>" };
    const { requests } = await tell(context, [says("F")], { request, client: { ...options, verify: "off" } });
    const [sent] = requests;
    const { keyVersion, signature } = readSignatureHeader(sent?.headers.get("Signature") ?? "");
    expectSame("keyVersion", keyVersion, "2");
    expectSame("Client-Id", sent?.headers.get("Client-Id"), clientId);
    const content = contentBytes({
      method: "POST",
      uri: sent?.url.pathname ?? "",
      clientId,
      time: sent?.headers.get("Request-Time") ?? "",
      body: sent?.body ?? new Uint8Array(),
    });
    const right = signature !== "" && verifyContent(content, signature, own.publicKey);
    expectTrue("signature of the request", right, { expected: "verifies with the client's key", actual: "does not" });
  },
);

export const freshTimeAndSignature = signingCase(
  "fresh-time-and-signature",
  "Every attempt has a new Request-Time, strictly later than the one before, and a new signature.",
  async (context) => {
    const { options } = await signing();
    const { requests } = await tell(context, [says("U")], { client: { ...options, maxRetries: 2, verify: "off" } });
    const times = requests.map(({ headers }) => headers.get("Request-Time") ?? "");
    const signatures = requests.map(({ headers }) => headers.get("Signature"));
    expectSame("different signatures of three attempts", new Set(signatures).size, 3);
    const rising = times.every((time, index) => index === 0 || Date.parse(time) > Date.parse(times[index - 1] ?? ""));
    expectTrue("Request-Time of three attempts", rising, { expected: "strictly rising", actual: times });
    for (const time of times) {
      expectTrue("Request-Time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:?\d\d)$/u.test(time), {
        expected: "ISO 8601 with milliseconds and offset",
        actual: time,
      });
    }
  },
  "inferred",
);

export const unsignedWithoutKey = signingCase(
  "unsigned-without-key",
  "Without a private key requests go unsigned; the Client-Id is sent when it is given.",
  async (context) => {
    const { requests } = await tell(context, [says("S")], { client: { clientId } });
    expectSame("Signature", requests[0]?.headers.get("Signature"), null);
    expectSame("Client-Id", requests[0]?.headers.get("Client-Id"), clientId);
  },
  "policy",
);

export const unsignedAnswer = signingCase(
  "unsigned-answer",
  "With a platform key, an unsigned S or A proves nothing; an unsigned F or U counts. (E15)",
  async (context) => {
    const verdicts = { S: "unknown unverified", A: "unknown unverified", F: "failed", U: "unknown result" };
    for (const [status, verdict] of Object.entries(verdicts)) {
      expectVerdict(await tellSigned(context, () => says(status), sendInbox), verdict, `an unsigned ${status}`);
    }
  },
  "inferred",
);

export const signedAnswer = signingCase(
  "signed-answer",
  "An answer that the platform has signed counts, white space in its body included.",
  async (context) => {
    const pretty = JSON.stringify(JSON.parse(envelope("S")), undefined, 3);
    for (const body of [envelope("S"), `${pretty}\n`]) {
      expectVerdict(await tellSigned(context, (platform) => signed(platform, { body })), "succeeded", "a signed S");
    }
  },
);

export const halfSigned = signingCase(
  "half-signed",
  "An answer with just one of signature and response-time is not trusted.",
  async (context) => {
    for (const name of ["signature", "response-time"]) {
      const reply = (platform: KeyPair): Reply =>
        signed(platform, { body: envelope("F"), headers: { [name]: undefined } });
      expectVerdict(await tellSigned(context, reply), "unknown unverified", `an F without ${name}`);
    }
  },
  "inferred",
);

export const otherClientsAnswer = signingCase(
  "other-clients-answer",
  "An answer that was made for another Client-Id is not trusted, however well it is signed.",
  async (context) => {
    const other = "merchant-2";
    const reply = (platform: KeyPair): Reply =>
      signed(platform, { headers: { "client-id": other }, content: (content) => ({ ...content, clientId: other }) });
    expectVerdict(await tellSigned(context, reply), "unknown unverified", "an S for another client");
  },
  "inferred",
);

export const tamperedAnswer = signingCase(
  "tampered-answer",
  "An answer whose signature does not verify is not trusted: other body, other path, other key.",
  async (context) => {
    const { own } = await signing();
    const forged: readonly ((platform: KeyPair) => Reply)[] = [
      (platform) => signed(platform, { body: envelope("S"), sent: envelope("S", { messageId: "message-2" }) }),
      (platform) => signed(platform, { content: (content) => ({ ...content, uri: "/v2/other" }) }),
      (platform) => signed(platform, { headers: { "response-time": "2026-01-02T03:04:06Z" } }),
      () => signed(own),
    ];
    for (const reply of forged) expectVerdict(await tellSigned(context, reply), "unknown unverified", "a forged S");
  },
);

export const verifiesBeforeParsing = signingCase(
  "verifies-before-parsing",
  "The signature is checked on the raw text, before anybody parses it.",
  async (context) => {
    const told = await tellSigned(context, (platform) => signed(platform, { sent: '{"result":' }));
    expectVerdict(told, "unknown unverified", "a forged answer that is no JSON");
  },
  "policy",
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
  "policy",
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
  "policy",
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
  "policy",
);
