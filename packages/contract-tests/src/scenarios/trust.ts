import { envelope } from "../client/script.js";
import { sentOnce } from "./expect.js";
import { type Reply, says, signedOtherwise, type Signing } from "./reply.js";
import { scenario, type Scenario } from "./scenario.js";

const believed = (name: string, rule: string, signing: Partial<Signing>, reply = says("S")): Scenario =>
  scenario(name, "inferred", {
    rule,
    signed: true,
    replies: [signedOtherwise(reply, signing, true)],
    wire: sentOnce,
    outcome: { status: ["succeeded"] },
  });

const refused = (name: string, rule: string, signing: Partial<Signing>, status = "S"): Scenario =>
  scenario(name, "inferred", {
    rule: `${rule} is not trusted: the outcome stays unknown.`,
    signed: true,
    replies: [signedOtherwise(says(status), signing)],
    outcome: { status: ["unknown"] },
  });

const unsigned: Partial<Signing> = { key: "none" };

const [header, time, client] = ["signature", "response-time", "client-id"] as const;

const without = (name: string): Partial<Signing> => ({ headers: (headers) => ({ ...headers, [name]: undefined }) });

const spelt = (signature: string): string => `algorithm=RSA256, keyVersion=1, signature=${signature}`;

const encoded = (signature: string): string => encodeURIComponent(signature);

const renamed = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));

const pretty: Reply = {
  ...says("S"),
  body: (facts) => `${JSON.stringify(JSON.parse(says("S").body(facts)), undefined, 3)}\n`,
};

const otherClient: Partial<Signing> = {
  content: (content) => ({ ...content, clientId: "merchant-2" }),
  headers: (headers) => ({ ...headers, [client]: "merchant-2" }),
};

/** Whom to believe. */
export const trust: readonly Scenario[] = [
  refused("unsigned-success", "An unsigned S (E15)", unsigned),
  { ...refused("unsigned-accepted", "An unsigned A (E15)", unsigned, "A"), operation: "sendInbox" },
  scenario("unsigned-failure", "inferred", {
    rule: "An unsigned F counts: the gateway cannot sign for a caller whom it does not know. (E15)",
    signed: true,
    replies: [signedOtherwise(says("F"), unsigned, true)],
    wire: sentOnce,
    outcome: { status: ["failed"] },
  }),
  refused("half-signed", "An answer with a signature and no response-time", without(time)),
  refused("no-signature-but-time", "An F with a response-time and no signature", without(header), "F"),
  refused("other-client", "An answer made for another Client-Id", otherClient),
  refused("other-body", "A signature over other bytes", {
    tamper: (body) => body.replace('"messageId":"', '"messageId":"x'),
  }),
  refused("other-path", "A signature over another path", { content: (content) => ({ ...content, uri: "/v2/other" }) }),
  refused("other-time", "A signature over another time", {
    headers: (headers) => ({ ...headers, [time]: "2026-01-02T03:04:06Z" }),
  }),
  refused("other-key", "A signature by another key", { key: "other" }),
  refused("forged-failure", "An F with a wrong signature", { key: "other" }, "F"),
  believed(
    "white-space-in-answer",
    "The signature is checked over the bytes as they came, white space included.",
    {},
    pretty,
  ),
  believed("raw-signature", "A signature in raw base64 is read.", { header: (signature) => spelt(signature) }),
  believed("encoded-signature", "A percent-encoded signature is read, with hex digits in any case.", {
    header: (signature) => spelt(encoded(signature).replaceAll(/%[0-9A-F]{2}/gu, (code) => code.toLowerCase())),
  }),
  believed("header-any-case", "Header names are read in any case.", { headers: renamed }),
  believed("header-any-order", "The parts of the Signature header are read by name, in any order.", {
    header: (signature) => `signature=${encoded(signature)},keyVersion=1 ,\talgorithm=rsa256`,
  }),
  believed("platform-key-version", "The version that the platform gives its key is no reason to refuse.", {
    header: (signature) => `algorithm=RSA256, keyVersion=2, signature=${encoded(signature)}`,
  }),
  scenario("clock-skew", "inferred", {
    rule: "A request refused for its time is `failed`, and not sent again with the same clock.",
    signed: true,
    replies: [
      signedOtherwise(
        {
          ...says("F"),
          body: () =>
            envelope("F", {}, "INVALID_SIGNATURE").replace(
              /"resultMessage":"[^"]*"/u,
              '"resultMessage":"Request-Time is stale."',
            ),
        },
        unsigned,
        true,
      ),
    ],
    wire: sentOnce,
    outcome: { status: ["failed"], resultCode: "INVALID_SIGNATURE" },
  }),
];
