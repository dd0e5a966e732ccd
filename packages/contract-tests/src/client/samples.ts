import { clientCase, type ClientCase } from "../engine/case.js";
import { expectSame } from "../engine/failure.js";
import { isObject } from "../spec/json.js";
import { operations, type Operation } from "../spec/operation.js";
import { tell } from "./call.js";
import { jsonHeaders } from "./script.js";

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

export const clientSampleCases: readonly ClientCase[] = operations.map(responseCase);
