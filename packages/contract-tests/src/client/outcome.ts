import { clientCase, type ClientCase } from "../engine/case.js";
import type { ClientContext } from "../engine/client-context.js";
import { expectSame } from "../engine/failure.js";
import { sendMessage } from "../spec/operation.js";
import { sampleOf, tell } from "./call.js";
import { says } from "./script.js";

const outcomeCase = (name: string, rule: string, run: (context: ClientContext) => Promise<void>): ClientCase =>
  clientCase({ id: `client/${name}`, level: "documented", rule }, run);

export const extendInfoEither = outcomeCase(
  "extend-info-either",
  "extendInfo is read under either spelling. (E02)",
  async (context) => {
    for (const name of ["extendInfo", "entendInfo"]) {
      const { outcome } = await tell(context, [says("S", { [name]: "information" })]);
      expectSame(`extendInfo, sent as ${name}`, outcome.extendInfo, "information");
    }
  },
);

export const invalidRequest = outcomeCase(
  "invalid-request",
  "An illegal request is refused before the network, naming field and rule.",
  async (context) => {
    const request = { ...sampleOf(sendMessage), appId: "x".repeat(33) };
    let sent = 0;
    const count = () => {
      sent += 1;
      return says("S")(
        { method: "", url: new URL("http://x.example"), headers: new Headers(), body: new Uint8Array(), text: "" },
        new AbortController().signal,
      );
    };
    const error: unknown = await tell(context, [count], { request }).catch((thrown: unknown) => thrown);
    expectSame("requests sent", sent, 0);
    const issues: unknown = Object(error).issues;
    const fields = Array.isArray(issues) ? issues.map((issue: unknown) => String(Object(issue).field)) : issues;
    expectSame("fields of the error", fields, ["appId"]);
  },
);
