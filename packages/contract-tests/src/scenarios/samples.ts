import { expectSame, expectTrue } from "../engine/failure.js";
import { operations, type Operation } from "../spec/operation.js";
import { sentOnce } from "./expect.js";
import { says } from "./reply.js";
import { scenario, type Scenario, type Wire } from "./scenario.js";

/** The value that was sent is the value that was to be sent; its spelling in JSON is the client's own. */
export const sentAsTold = (wire: Wire): void => {
  sentOnce(wire);
  const [sent] = wire.attempts;
  expectSame("body, as a JSON value", jsonOf(sent?.text ?? ""), wire.requests[0]);
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const sentAsDocumented = (wire: Wire): void => {
  sentAsTold(wire);
  const type = wire.attempts[0]?.headers.get("Content-Type") ?? "";
  expectTrue("Content-Type", /^application\/json\s*(;\s*charset="?utf-8"?)?$/iu.test(type), {
    expected: "application/json; charset=UTF-8",
    actual: type,
  });
};

const sampleScenarios = (operation: Operation): readonly Scenario[] =>
  Object.keys(operation.samples).map((sample) =>
    scenario(`sample/${operation.slug}/${sample}`, "documented", {
      rule: `The documented ${sample} request goes out as it is: method, address, headers and JSON value; S is \`succeeded\`.`,
      operation: operation.id,
      sample,
      replies: [says("S")],
      judgesRequest: true,
      wire: sentAsDocumented,
      outcome: { status: ["succeeded"], resultCode: "SUCCESS" },
    }),
  );

export const samples: readonly Scenario[] = operations.flatMap(sampleScenarios);
