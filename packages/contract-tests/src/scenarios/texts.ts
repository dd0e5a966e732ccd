import type { JsonObject } from "../spec/json.js";
import { says } from "./reply.js";
import { sentAsTold } from "./samples.js";
import { scenario, type Scenario } from "./scenario.js";

const withParameters =
  (templateParameters: JsonObject) =>
  (sample: JsonObject): JsonObject => ({ ...sample, templates: [{ templateParameters, language: "en-US" }] });

const text = (name: string, rule: string, parameters: JsonObject): Scenario =>
  scenario(name, "documented", {
    rule,
    request: withParameters(parameters),
    replies: [says("S")],
    judgesRequest: true,
    wire: sentAsTold,
    outcome: { status: ["succeeded"] },
  });

const deployed = (name: string, prefix: string): Scenario =>
  scenario(name, "documented", {
    rule: `The path of a deployment (${prefix}) goes before /v2/…, and into what is signed.`,
    prefix,
    replies: [says("S")],
    judgesRequest: true,
    wire: sentAsTold,
    outcome: { status: ["succeeded"] },
  });

/** What a body and an address may hold. */
export const texts: readonly Scenario[] = [
  text("non-ascii", "Text beyond ASCII arrives as it is, and the signature covers its UTF-8 bytes.", {
    customTitle: "\u00C4\u00DF \u65E5\u672C\u8A9E \u0E44\u0E17\u0E22",
    customContent: "\u0627\u0644\u0639\u0631\u0628\u064A\u0629 \u2028 \u00E9 e\u0301",
  }),
  text("emoji", "Characters beyond 16 bits arrive whole.", {
    customTitle: "\u{1F600}\u{1F468}\u200D\u{1F469}\u200D\u{1F467}",
    customContent: "\u{20BB7} \u{1F1EA}\u{1F1FA}",
  }),
  text("escaped-text", "Slashes, quotes, backslashes and control characters arrive as they are, escaped or not.", {
    pushContentUrl: "https://shop.example/a/b?c=1&d=<2>",
    customTitle: String.raw`"quoted" \ back / slash \n`,
    customContent: "line\nbreak\ttab </script> %2B + \u0001",
  }),
  scenario("empty-parameters", "inferred", {
    rule: "An empty map of template parameters goes out as {}, not as a list.",
    request: withParameters({}),
    replies: [says("S")],
    judgesRequest: true,
    wire: sentAsTold,
    outcome: { status: ["succeeded"] },
  }),
  deployed("deployment-prefix", "/api/open"),
  deployed("long-deployment-prefix", "/eu-1/acl/api.v2/~open"),
  scenario("unknown-keys-kept", "policy", {
    rule: "Properties that the document does not name go over the wire unchanged. (E10)",
    request: (sample) => ({ ...sample, futureProperty: { deep: [1, null] } }),
    replies: [says("S")],
    judgesRequest: true,
    wire: sentAsTold,
    outcome: { status: ["succeeded"] },
  }),
];
