import { defaultRules } from "../reference/rules.js";
import { operations, type Operation, type OperationId, type ResultCode } from "../spec/operation.js";
import { casesOf, statements } from "../spec/statement.js";
import type { ServerMutant } from "./mutant.js";

/** Answers another row where this code belongs. */
export const answers = (
  operation: OperationId,
  code: string,
  changed: Partial<ResultCode>,
): Pick<ServerMutant["rules"], "resultOf"> => ({
  resultOf: (subject, given) => {
    const row = defaultRules.resultOf(subject, given);
    return row !== undefined && subject.id === operation && given === code ? { ...row, ...changed } : row;
  },
});

/** One wrong message for each code that fails, since a table is only as good as each of its rows. */
export const wrongMessages: readonly ServerMutant[] = operations.flatMap((operation) =>
  operation.codes
    .filter(({ status }) => status === "F" || status === "U")
    .map(({ code }) => ({
      id: `message-of/${operation.slug}/${code}`,
      change: `${operation.id}: ${code} comes with another message.`,
      violates: rowStatements(operation, code),
      rules: answers(operation.id, code, { message: "Something else." }),
      concerns: /^laws\/(?:code|result|success|param|unknown)/u,
    })),
);

/** The statements about this code, and those about all codes. */
function rowStatements(operation: Operation, code: string): readonly string[] {
  const page = operation.id;
  const law =
    operation.codes.find((row) => row.code === code)?.status === "U" ? "laws/unknown-message" : "laws/code-pairing";
  return statements
    .filter((statement) => statement.operation === page && casesOf(statement).includes(law))
    .filter(({ quote }) => quote.includes(code) || !/[A-Z]{3,}_[A-Z]/u.test(quote))
    .map(({ id }) => id);
}
