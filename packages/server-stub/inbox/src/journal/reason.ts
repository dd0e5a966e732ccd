import type statementRows from "spec:statements";
import type { Attempt, Verdict } from "../control/rows.js";

type Steps = Readonly<Record<Verdict["step"], { readonly name: string; readonly asks: string }>>;

/** The steps in words, in the order of verdicts. */
export const steps: Steps = {
  transport: { name: "Transport", asks: "Did a planned fault disturb the connection?" },
  signature: { name: "Signature", asks: "Is the request its client's?" },
  parameters: { name: "Parameters", asks: "Does every field keep its rule?" },
  trigger: { name: "Trigger token", asks: "Does the access token ask for a result?" },
  replay: { name: "Replay", asks: "Was this requestId answered before?" },
  token: { name: "Access token", asks: "Is the token known and not expired?" },
  client: { name: "Client and app", asks: "Are authClientId and appId known, with the feature?" },
  user: { name: "User", asks: "Is the account active, in this super app?" },
  template: { name: "Template", asks: "Does the template exist, for this channel?" },
  subscription: { name: "Subscription", asks: "Does the user subscribe to the channel?" },
  limits: { name: "Limits", asks: "Is there room in the limits?" },
  fault: { name: "Planned result", asks: "Does a planned fault decide the result?" },
  delivery: { name: "Delivery", asks: "Was the message taken for delivery?" },
};

const decidesByPassing: ReadonlySet<string> = new Set(["replay", "trigger", "fault"]);

/** The verdict that decided the attempt's result, when it was not simply taken. */
export const decidingVerdict = ({ verdicts }: Attempt): Verdict | undefined =>
  verdicts.find(({ verdict }) => verdict === "failed") ??
  verdicts.find(
    ({ step, verdict, detail }) => verdict === "passed" && detail !== undefined && decidesByPassing.has(step),
  );

/** A sentence of the API pages. */
export type Statement = { readonly id: string; readonly page: string; readonly quote: string };

/** What the spec has to say about an attempt's result. */
export type Reason = {
  readonly action: string | undefined;
  readonly borrowed: boolean;
  readonly statement: Statement | undefined;
};

type Statements = typeof statementRows;

const keywordOf = (rule: string): string | undefined =>
  (
    [
      [/@/, "pattern"],
      [/required|missing/i, "required"],
      [/character|code point|long/i, "maxLength"],
      [/element|items|at most five|at most 5/i, "maxItems"],
      [/one of/i, "enum"],
      [/string|array|object|type/i, "type"],
    ] as const
  ).find(([words]) => words.test(rule))?.[1];

const fieldRule = /(?:^|\s)([a-zA-Z]+)((?:\[\d+\]|\.[a-zA-Z]+)*): ([^:]+)$/;

const byField = (statements: Statements, attempt: Attempt, text: string): Statement | undefined => {
  const [, field, , rule = ""] = fieldRule.exec(text) ?? [];
  if (field === undefined) return undefined;
  const candidates = statements.filter(
    (one) => one.operation === attempt.operation && one.field?.split(/[.[]/)[0] === field,
  );
  const keyword = keywordOf(rule);
  return candidates.find(({ keywords }) => keyword !== undefined && keywords.includes(keyword)) ?? candidates[0];
};

const byReplay = (statements: Statements, { operation }: Attempt): Statement | undefined =>
  statements.find(
    ({ operation: of, quote }) => of === operation && /same requestId.*(same messageId|sends message once)/.test(quote),
  );

/** The sentence that an outcome names; of a field's rule and of a replay, the sentence that has it. */
const statementOf = (statements: Statements, attempt: Attempt): Statement | undefined => {
  const named = statements.find(({ id }) => id === attempt.outcome.statement);
  if (named !== undefined) return named;
  const deciding = decidingVerdict(attempt);
  if (deciding?.step === "replay") return byReplay(statements, attempt);
  if (deciding?.step !== "parameters") return undefined;
  return byField(statements, attempt, deciding.detail ?? attempt.result.resultMessage);
};

/** Looks the result of an attempt and the sentence that its outcome names up in the spec. */
export const reasonOf = async (attempt: Attempt): Promise<Reason> => {
  const { operation, result } = attempt;
  const [{ default: statements }, { resultCodes }] = await Promise.all([
    import("spec:statements"),
    import("../../../src/generated/result-codes.js"),
  ]);
  const row = resultCodes[operation].find(({ code }) => code === result.resultCode);
  return {
    action: row === undefined || row.action === "" || row.action === "-" ? undefined : row.action,
    borrowed: row?.source === "borrowed",
    statement: statementOf(statements, attempt),
  };
};
