import type { Exchange } from "../engine/exchange.js";
import { expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { sendInbox, sendMessage } from "../spec/operation.js";
import { law } from "./law.js";

const answers = async (context: ServerContext): Promise<readonly Exchange[]> => [
  await context.post(sendInbox, context.body(sendInbox)),
  await context.post(sendInbox, context.body(sendInbox, { templates: [] })),
];

export const deprecationHeaders = law(
  {
    name: "deprecation-headers",
    operations: ["sendInbox"],
    level: "policy",
    rule: "Every answer of sendInbox, F included, says that it is deprecated and by what it is succeeded.",
  },
  async (context) => {
    for (const exchange of await answers(context)) {
      const deprecation = exchange.headers.get("Deprecation");
      expectTrue("Deprecation header", /^@-?\d{1,15}$/u.test(deprecation ?? ""), {
        expected: "@ and seconds since 1970 (RFC 9745)",
        actual: deprecation,
        exchange,
      });
      const link = exchange.headers.get("Link");
      expectTrue("Link header", /<[^>]*>\s*;\s*rel="?successor-version"?/u.test(link ?? ""), {
        expected: '<…>; rel="successor-version"',
        actual: link,
        exchange,
      });
    }
  },
);

export const successorPath = law(
  {
    name: "successor-path",
    operations: ["sendInbox"],
    level: "policy",
    rule: "The successor of sendInbox is the path of message/send, without a slash at the end. (E20)",
  },
  async (context) => {
    for (const exchange of await answers(context)) {
      const target = /<([^>]*)>/u.exec(exchange.headers.get("Link") ?? "")?.[1];
      expectTrue("path of the successor", target === undefined || target.endsWith(sendMessage.path), {
        expected: `…${sendMessage.path}`,
        actual: target,
        exchange,
      });
    }
  },
);
