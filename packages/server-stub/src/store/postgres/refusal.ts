import { codeOf } from "../../model/error-code.js";
import { shorten } from "../../model/shorten.js";
import { type Failure, routineOf } from "./crowd.js";
import { quoted } from "./quoted.js";

/** By the class of its SQLSTATE: what the server has understood and does not take, for a rule that somebody has made. */
const classes = /^(?:09|21|22|23|27|2F|38|39|42|44|P0)...$/u;

/** Any other SQLSTATE; the codes of the operating system have no digits, and ours are longer. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/u;

/** What is said by a function of somebody's own has whatever code, names and words that one chooses. */
const raised = "exec_stmt_raise";

/** Row-level security has a code that it shares with missing privileges. */
const secured = /^(?:ExecWithCheckOptions|check_enable_rls)$/u;

/** Names of the catalogue alone: the words and the details of an error have values of the row in them. */
const fieldOf = (
  error: unknown,
  field: "schema" | "table" | "column" | "constraint" | "dataType",
): string | undefined => {
  if (typeof error !== "object" || error === null || routineOf(error) === raised) return undefined;
  const value: unknown = Reflect.get(error, field);
  return typeof value === "string" && value !== "" ? shorten(quoted(value)) : undefined;
};

const tableOf = (error: unknown): string | undefined => {
  const table = fieldOf(error, "table");
  const schema = fieldOf(error, "schema");
  return table === undefined || schema === undefined ? table : `${schema}.${table}`;
};

/** Whether the database has answered that it does not take something. */
export const isRefusal = (error: unknown): boolean => classes.test(codeOf(error));

/** Whether row-level security is what does not take it. */
export const isSecured = (error: unknown): boolean => codeOf(error) === "42501" && secured.test(routineOf(error));

/** Whether the error names what refuses: nobody need look for it. */
export const isNamed = (error: unknown): boolean => tableOf(error) !== undefined;

/** That the database refuses something, with what the error names of it. */
export const describeRefusal = (error: unknown): string => {
  const table = tableOf(error);
  const names = (["constraint", "column"] as const).flatMap((field) => {
    const name = fieldOf(error, field);
    return name === undefined ? [] : [`${field} ${name}`];
  });
  const where = table === undefined ? "" : ` to ${table}`;
  return `the database refuses what the stub writes${where} (${[`SQLSTATE ${codeOf(error)}`, ...names].join(", ")})`;
};

/** Undefined for what is no refusal. */
export const refusalOf = (error: unknown): Failure | undefined => {
  if (!isRefusal(error)) return undefined;
  const whose = isNamed(error) ? "that table" : "its tables; the server's log has its words";
  return [
    "lost",
    `${describeRefusal(error)}; look at the triggers, constraints and columns that were added to ${whose}`,
  ];
};

/** Of a server that has answered with what nobody here knows. */
export const answerOf = (error: unknown): Failure | undefined =>
  sqlState.test(codeOf(error))
    ? ["lost", `the database answers with an error (SQLSTATE ${codeOf(error)}); see the server's log`]
    : undefined;
