import { clientCase, type ClientCase } from "../engine/case.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import { isObject } from "../spec/json.js";
import { operations, type Operation } from "../spec/operation.js";
import { baseUrl, tell } from "./call.js";
import { jsonHeaders, says } from "./script.js";

const requestCases = (operation: Operation): readonly ClientCase[] =>
  Object.entries(operation.samples).map(([name, sample]) =>
    clientCase(
      {
        id: `client/sample/${operation.slug}/${name}`,
        level: "documented",
        rule: `The client sends the documented ${name} request: method, path, headers, and the exact JSON value.`,
      },
      async (context) => {
        const { requests } = await tell(context, [says("S")], { operation, request: sample });
        const [sent] = requests;
        expectSame("requests sent", requests.length, 1);
        expectSame("method", sent?.method, "POST");
        expectSame("address", sent?.url.href, baseUrl + operation.path);
        expectSame("body", sent?.text, JSON.stringify(sample));
        const type = sent?.headers.get("Content-Type") ?? "";
        expectTrue("Content-Type", /^application\/json(;\s*charset=utf-8)?$/iu.test(type), {
          expected: "application/json; charset=UTF-8",
          actual: type,
        });
      },
    ),
  );

const responseCase = (operation: Operation): ClientCase =>
  clientCase(
    {
      id: `client/sample/${operation.slug}/response`,
      level: "documented",
      rule: "The documented response comes back typed: status, code, message, messageId and extendInfo.",
    },
    async (context) => {
      const documented = Object.values(operation.answers)[0] ?? {};
      const result = isObject(documented["result"]) ? documented["result"] : {};
      const reply = () => new Response(JSON.stringify(documented), { headers: jsonHeaders });
      const { outcome } = await tell(context, [reply], { operation });
      expectSame("status", outcome.status, "succeeded");
      expectSame("resultCode", outcome.resultCode, result["resultCode"]);
      expectSame("resultMessage", outcome.resultMessage, result["resultMessage"]);
      expectSame("messageId", outcome.messageId, documented["messageId"]);
      expectSame("extendInfo", outcome.extendInfo, documented["extendInfo"]);
    },
  );

export const clientSampleCases: readonly ClientCase[] = operations.flatMap((operation) =>
  requestCases(operation).concat(responseCase(operation)),
);
