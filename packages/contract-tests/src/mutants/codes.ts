import { defaultRules, type State, type Verdict } from "../reference/rules.js";
import {
  operations,
  sendInbox,
  sendMessage,
  type Operation,
  type OperationId,
  type ResultCode,
} from "../spec/operation.js";
import { casesOf, statements } from "../spec/statement.js";
import type { ServerMutant } from "./mutant.js";

const answers = (
  operation: OperationId,
  code: string,
  changed: Partial<ResultCode>,
): Pick<ServerMutant["rules"], "resultOf"> => ({
  resultOf: (subject, given) => {
    const row = defaultRules.resultOf(subject, given);
    return row !== undefined && subject.id === operation && given === code ? { ...row, ...changed } : row;
  },
});

const inState = (operation: OperationId, state: State, code: string): Pick<ServerMutant["rules"], "stateCode"> => ({
  stateCode: (subject, given) =>
    subject.id === operation && given === state ? code : defaultRules.stateCode(subject, given),
});

const swapped = (first: Verdict, second: Verdict): Pick<ServerMutant["rules"], "order"> => ({
  order: defaultRules.order.map((verdict) => (verdict === first ? second : verdict === second ? first : verdict)),
});

/** One wrong message for each code that fails, since a table is only as good as each of its rows. */
const wrongMessages: readonly ServerMutant[] = operations.flatMap((operation) =>
  operation.codes
    .filter(({ status }) => status === "F" || status === "U")
    .map(({ code }) => ({
      id: `message-of/${operation.slug}/${code}`,
      change: `${operation.id}: ${code} comes with another message.`,
      violates: rowStatements(operation, code),
      rules: answers(operation.id, code, { message: "Something else." }),
      concerns: /^laws\/(?:code|result|success|param)/u,
    })),
);

/** The statements about this code, and those about all codes. */
function rowStatements(operation: Operation, code: string): readonly string[] {
  const page = operation.id;
  return statements
    .filter((statement) => statement.operation === page && casesOf(statement).includes("laws/code-pairing"))
    .filter(({ quote }) => quote.includes(code) || !/[A-Z]{3,}_[A-Z]/u.test(quote))
    .map(({ id }) => id);
}

const stateMutant = (
  operation: Operation,
  state: State,
  { code, violates }: { code: string; violates: readonly string[] },
): ServerMutant => ({
  id: `state/${operation.slug}/${state}`,
  change: `${operation.id}: ${state} gets ${code}.`,
  violates,
  rules: inState(operation.id, state, code),
});

const stateMutants: readonly ServerMutant[] = [
  stateMutant(sendMessage, "unknown-token", { code: "PARAM_ILLEGAL", violates: ["MS-011"] }),
  stateMutant(sendMessage, "expired-token", { code: "ACCESS_DENIED", violates: [] }),
  stateMutant(sendMessage, "unknown-app", { code: "PARAM_ILLEGAL", violates: ["MS-006"] }),
  stateMutant(sendMessage, "no-feature", { code: "SUCCESS", violates: ["MS-003"] }),
  stateMutant(sendMessage, "unknown-auth-client", { code: "INVALID_CLIENT", violates: ["MS-027"] }),
  stateMutant(sendMessage, "other-super-app", { code: "SUCCESS", violates: ["MS-016"] }),
  stateMutant(sendMessage, "user-locked", { code: "INVALID_API", violates: [] }),
  stateMutant(sendMessage, "unknown-template", { code: "PARAM_ILLEGAL", violates: ["MS-031", "MS-066"] }),
  stateMutant(sendMessage, "not-subscribed", { code: "SUCCESS", violates: ["MS-067"] }),
  stateMutant(sendMessage, "user-limit", { code: "REQUEST_TRAFFIC_EXCEED_LIMIT", violates: ["MS-068"] }),
  stateMutant(sendMessage, "traffic-limit", { code: "MESSAGE_SEND_EXCEED_LIMIT", violates: [] }),
  stateMutant(sendMessage, "inactive-api", { code: "ACCESS_DENIED", violates: [] }),
  stateMutant(sendInbox, "unknown-token", { code: "ACCESS_DENIED", violates: ["SI-007", "SI-046"] }),
  stateMutant(sendInbox, "unknown-auth-client", { code: "ACCESS_DENIED", violates: ["SI-047"] }),
  stateMutant(sendInbox, "user-unregistered", { code: "ACCESS_DENIED", violates: ["SI-048"] }),
  stateMutant(sendInbox, "other-channel", { code: "PROCESS_FAIL", violates: [] }),
  stateMutant(sendInbox, "not-subscribed", { code: "SUCCESS", violates: [] }),
];

/** Wrong about codes, statuses, messages, and the order of verdicts. */
export const codeMutants: readonly ServerMutant[] = [
  ...wrongMessages,
  ...stateMutants,
  {
    id: "success-with-another-code",
    change: "message/send: S comes with PROCESS_FAIL.",
    violates: ["MS-057"],
    rules: answers("sendMessage", "SUCCESS", { code: "PROCESS_FAIL" }),
  },
  {
    id: "inbox-success-with-another-code",
    change: "sendInbox: S comes with ACCEPT.",
    violates: ["SI-036"],
    rules: answers("sendInbox", "SUCCESS", { code: "ACCEPT" }),
  },
  {
    id: "success-with-status-f",
    change: "message/send: SUCCESS comes with F.",
    violates: ["MS-002", "MS-057", "MS-074"],
    rules: answers("sendMessage", "SUCCESS", { status: "F" }),
  },
  {
    id: "success-with-another-message",
    change: "message/send: the message of S is OK.",
    violates: ["MS-059"],
    rules: answers("sendMessage", "SUCCESS", { message: "OK" }),
  },
  {
    id: "inbox-success-with-another-message",
    change: "sendInbox: the message of S is OK.",
    violates: ["SI-037"],
    rules: answers("sendInbox", "SUCCESS", { message: "OK" }),
  },
  {
    id: "accept-with-another-code",
    change: "sendInbox: A comes with SUCCESS.",
    violates: ["SI-039"],
    rules: answers("sendInbox", "ACCEPT", { code: "SUCCESS" }),
  },
  {
    id: "unknown-with-another-code",
    change: "message/send: U comes with PROCESS_FAIL.",
    violates: ["MS-061"],
    rules: answers("sendMessage", "UNKNOWN_EXCEPTION", { code: "PROCESS_FAIL" }),
  },
  {
    id: "inbox-unknown-with-another-code",
    change: "sendInbox: U comes with PROCESS_FAIL.",
    violates: ["SI-041"],
    rules: answers("sendInbox", "UNKNOWN_EXCEPTION", { code: "PROCESS_FAIL" }),
  },
  {
    id: "failure-with-status-u",
    change: "message/send: PROCESS_FAIL comes with U.",
    violates: ["MS-046", "MS-063"],
    rules: answers("sendMessage", "PROCESS_FAIL", { status: "U" }),
  },
  {
    id: "unknown-status",
    change: "message/send: F is written as FAILED.",
    violates: ["MS-056"],
    rules: {
      answer: (fields) =>
        defaultRules.answer({
          ...fields,
          result:
            fields.result["resultStatus"] === "F" && !("extendInfo" in fields.echo)
              ? { ...fields.result, resultStatus: "FAILED" }
              : fields.result,
        }),
    },
  },
  {
    id: "code-without-trigger",
    change: "EXPIRED_ACCESS_TOKEN cannot be triggered.",
    violates: ["MS-064", "SI-044"],
    rules: { triggers: (code) => code !== "EXPIRED_ACCESS_TOKEN" },
  },
  {
    id: "api-specific-codes-without-trigger",
    change: "The codes of the API pages cannot be triggered.",
    violates: ["MS-065", "SI-045"],
    rules: {
      triggers: (code) =>
        !operations.some(({ codes }) => codes.some((row) => row.code === code && row.source === "api-page")),
    },
  },
  {
    id: "unlisted-code",
    change: "sendInbox answers TEMPLATE_NOT_EXIST, which it does not list.",
    violates: ["SI-043", "SI-045"],
    rules: inState("sendInbox", "unknown-template", "TEMPLATE_NOT_EXIST"),
  },
  {
    id: "unlisted-code-of-send",
    change: "message/send answers USER_STATUS_ERROR, which it does not list.",
    violates: ["MS-063", "MS-065"],
    rules: inState("sendMessage", "not-subscribed", "USER_STATUS_ERROR"),
  },
  {
    id: "long-message",
    change: "PARAM_ILLEGAL's message is longer than 256 characters.",
    violates: ["MS-045", "MS-073", "SI-027"],
    rules: { parameterMessage: (message, issue) => `${message} ${issue.field}: ${issue.rule} ${".".repeat(256)}` },
  },
  {
    id: "no-result",
    change: "F comes without a result.",
    violates: ["MS-045", "MS-056", "SI-027", "SI-035"],
    rules: {
      answer: (fields) =>
        fields.result["resultStatus"] === "F" ? { error: fields.result } : defaultRules.answer(fields),
    },
  },
  {
    id: "field-not-named",
    change: "PARAM_ILLEGAL's message does not name the field.",
    violates: [],
    rules: { parameterMessage: (message) => message },
  },
  {
    id: "keys-in-another-order",
    change: "The keys of result come in alphabetical order.",
    violates: [],
    rules: {
      answer: (fields) =>
        defaultRules.answer({
          ...fields,
          result: Object.fromEntries(
            Object.entries(fields.result).toSorted(([one], [other]) => other.localeCompare(one)),
          ),
        }),
    },
  },
  {
    id: "request-id-as-any-parameter",
    change: "sendInbox: a requestId that is too long gets PARAM_ILLEGAL.",
    violates: ["SI-049"],
    rules: { parameterCode: () => "PARAM_ILLEGAL" },
  },
  {
    id: "request-id-first",
    change: "sendInbox: whatever is wrong with the requestId gets VERIFY_REQUEST_ID_INVALID.",
    violates: ["SI-049"],
    rules: {
      parameterCode: (operation, issues) =>
        operation.id === "sendInbox" && issues.some(({ field }) => field === "requestId")
          ? "VERIFY_REQUEST_ID_INVALID"
          : "PARAM_ILLEGAL",
    },
  },
  {
    id: "clients-registry-only",
    change: "An authClientId that only the apps know is refused.",
    violates: ["MS-027", "SI-010", "SI-047"],
    rules: { authClientRegistries: ["clients"] },
  },
  {
    id: "replay-costs-quota",
    change: "A replay counts as a send.",
    violates: [],
    rules: { replayCosts: true },
  },
  {
    id: "window-never-ends",
    change: "A limit counts everything that was ever sent.",
    violates: [],
    rules: { counts: () => true },
  },
  {
    id: "token-after-client",
    change: "The client is judged before the token.",
    violates: [],
    rules: swapped("token", "client"),
  },
  {
    id: "limits-first",
    change: "Limits are judged before the template.",
    violates: [],
    rules: swapped("template", "limits"),
  },
  {
    id: "trigger-before-parameters",
    change: "A trigger token answers before the parameters are looked at.",
    violates: [],
    rules: swapped("parameters", "trigger"),
  },
  {
    id: "replay-after-registries",
    change: "A replay is looked for after the registries.",
    violates: [],
    rules: swapped("replay", "user"),
  },
  {
    id: "trigger-stores",
    change: "A triggered result is stored.",
    violates: [],
    rules: { triggerStores: true },
  },
  {
    id: "replay-consumes-fault",
    change: "A replay uses up a planned fault.",
    violates: [],
    rules: { replayConsumesFault: true },
  },
  {
    id: "fault-once-more",
    change: "A fault planned for two times happens three times.",
    violates: [],
    rules: { faultTimes: (times) => (times > 1 ? times + 1 : times) },
  },
];
