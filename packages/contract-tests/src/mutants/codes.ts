import type { Verdict } from "../reference/operation-rules.js";
import { defaultRules } from "../reference/rules.js";
import { operations } from "../spec/operation.js";
import type { ServerMutant } from "./mutant.js";
import { answers, wrongMessages } from "./code-messages.js";
import { inState, stateMutants } from "./states.js";

const swapped = (first: Verdict, second: Verdict): Pick<ServerMutant["rules"], "order"> => ({
  order: defaultRules.order.map((verdict) => (verdict === first ? second : verdict === second ? first : verdict)),
});

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
    violates: ["MS-061"],
    rules: answers("sendMessage", "PROCESS_FAIL", { status: "U" }),
  },
  {
    id: "unknown-status",
    change: "message/send: F is written as FAILED.",
    violates: ["MS-045", "MS-056", "MS-073", "SI-027", "SI-035"],
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
    violates: [],
    rules: { parameterMessage: (message, issue) => `${message} ${issue.field}: ${issue.rule} ${".".repeat(256)}` },
  },
  {
    id: "no-result",
    change: "F comes without a result.",
    violates: ["MS-001", "SI-004"],
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
    change: "sendInbox: an authClientId that is the appId of a mini program is refused.",
    violates: ["SI-010", "SI-047"],
    rules: { knownAuthClients: (_, { authClientIds }) => authClientIds },
  },
  {
    id: "key-restricts-auth-client",
    change: "A client that is seeded for its key is the only authClientId there is.",
    violates: ["MS-027", "SI-010"],
    rules: { knownAuthClients: (_, { clientIds, authClientIds }) => [...clientIds, ...authClientIds] },
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
