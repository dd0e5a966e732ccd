import { expectSame, expectTrue } from "../engine/failure.js";
import { sentAsTold } from "./samples.js";
import { says } from "./reply.js";
import { scenario, type Scenario, type Wire } from "./scenario.js";

const headersOf = ({ attempts }: Wire, name: string): readonly string[] =>
  attempts.map(({ headers }) => headers.get(name) ?? "");

const timesOf = (wire: Wire): readonly number[] =>
  headersOf(wire, "Request-Time").map((time) => {
    const digits = /^(\d{13}|\d{10})$/u.test(time);
    return digits ? Number(time.padEnd(13, "0")) : Date.parse(time);
  });

const isFresh = (wire: Wire): void => {
  const times = timesOf(wire);
  expectTrue(
    "Request-Time",
    times.every((time) => !Number.isNaN(time)),
    {
      expected: "ISO 8601 with an offset, or epoch milliseconds",
      actual: headersOf(wire, "Request-Time"),
    },
  );
  const rising = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
  expectTrue("Request-Time of the attempts", rising, { expected: "rising", actual: headersOf(wire, "Request-Time") });
  expectSame("Request-Times", new Set(headersOf(wire, "Request-Time")).size, wire.attempts.length);
  expectSame("signatures", new Set(headersOf(wire, "Signature")).size, wire.attempts.length);
};

const unsigned = (wire: Wire): void => {
  expectSame("Signature", headersOf(wire, "Signature").filter(Boolean), []);
  for (const sent of headersOf(wire, "Client-Id")) expectSame("Client-Id", sent, wire.clientId);
};

/** How a request is signed. */
export const signing: readonly Scenario[] = [
  scenario("signs-exact-bytes", "documented", {
    rule: "The signature covers method, path with the deployment's prefix, client, time and the exact bytes that are sent.",
    signed: true,
    request: (sample) => ({ ...sample, extendInfo: "\u00E4 \u{1F600} / <>" }),
    replies: [says("S")],
    judgesRequest: true,
    wire: sentAsTold,
    outcome: { status: ["succeeded"] },
  }),
  scenario("key-rotation", "documented", {
    rule: "The client signs with the key it was given, and names that key's version.",
    signed: true,
    keyVersion: "7",
    replies: [says("S")],
    judgesRequest: true,
    wire: (wire) => {
      sentAsTold(wire);
      const header = headersOf(wire, "Signature")[0] ?? "";
      expectTrue("Signature", /keyVersion\s*=\s*7\s*(,|$)/iu.test(header), {
        expected: "keyVersion=7",
        actual: header,
      });
    },
    outcome: { status: ["succeeded"] },
  }),
  scenario("fresh-time-and-signature", "inferred", {
    rule: "Every attempt has a new Request-Time, later than the one before, and a new signature.",
    signed: true,
    replies: [says("U")],
    meets: 2,
    wire: isFresh,
    outcome: { status: ["unknown"] },
  }),
  scenario("unsigned-without-key", "policy", {
    rule: "Without a private key requests go unsigned, with the Client-Id.",
    signed: false,
    replies: [says("S")],
    judgesRequest: true,
    wire: unsigned,
    outcome: { status: ["succeeded"] },
  }),
];
