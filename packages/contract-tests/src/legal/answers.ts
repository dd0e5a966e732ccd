import { defaultRules } from "../reference/rules.js";
import { isObject } from "../spec/json.js";
import { answer, textOfBody, type LegalVariant } from "./variant.js";

const everyNth =
  (count: number, make: () => Response): LegalVariant["around"] =>
  (fetch) => {
    let requests = 0;
    return async (input, init) => ((requests += 1) % count === 0 ? make() : fetch(input, init));
  };

/** Answers a request at once when an equal one is still being worked on. */
const whileBusy =
  (make: () => Response): LegalVariant["around"] =>
  (fetch) => {
    const busy = new Set<string>();
    return async (input, init) => {
      const key = input + textOfBody(init);
      if (busy.has(key)) return make();
      busy.add(key);
      await new Promise((resolve) => void setTimeout(resolve, 5));
      try {
        return await fetch(input, init);
      } finally {
        busy.delete(key);
      }
    };
  };

const unknown = (): Response =>
  answer("U", "UNKNOWN_EXCEPTION", { message: "An API calling is failed, which is caused by unknown reasons." });

const escaped = (text: string): string =>
  text.replaceAll(/[\u0080-\uFFFF]/gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Choices about codes, texts, ids and the shape of answers. */
export const answerVariants: readonly LegalVariant[] = [
  {
    id: "inbox-always-accepts",
    choice: "sendInbox answers A with ACCEPT in place of S.",
    rules: {
      resultOf: (operation, code) =>
        defaultRules.resultOf(operation, operation.id === "sendInbox" && code === "SUCCESS" ? "ACCEPT" : code),
    },
  },
  {
    id: "failure-as-http-400",
    choice: "F comes with HTTP 400.",
    rules: { httpStatus: (status) => (status === "F" ? 400 : 200) },
  },
  {
    id: "statuses-of-http",
    choice: "A comes with HTTP 202, U with 500, F with 422.",
    rules: { httpStatus: (status) => ({ S: 200, A: 202, U: 500, F: 422 })[status] },
  },
  { id: "plain-404-and-405", choice: "What is no operation gets a bare status.", rules: { plainRefusals: true } },
  {
    id: "own-code-for-parameters",
    choice: "Illegal parameters get a code of the server's own.",
    rules: { parameterCode: () => "INVALID_REQUEST_BODY", malformedCode: () => "INVALID_REQUEST_BODY" },
  },
  {
    id: "long-request-id-as-parameter",
    choice: "sendInbox answers a requestId that is too long with PARAM_ILLEGAL.",
    rules: { parameterCode: () => "PARAM_ILLEGAL" },
  },
  {
    id: "own-texts",
    choice: "Failures have texts of their own.",
    rules: {
      resultOf: (operation, code) => {
        const row = defaultRules.resultOf(operation, code);
        return row?.status === "F" ? { ...row, message: `Sorry: ${code.toLowerCase()}` } : row;
      },
      parameterMessage: (_, { field }) => `Please look at ${field} again.`,
    },
  },
  {
    id: "long-texts",
    choice: "The text of a failure is long.",
    rules: { parameterMessage: (message) => message.padEnd(400, ".") },
  },
  {
    id: "null-message-id",
    choice: "F has messageId: null and extendInfo: null.",
    rules: {
      answer: (fields) => ({
        ...(fields.messageId === undefined ? { messageId: null, extendInfo: null } : {}),
        ...defaultRules.answer(fields),
      }),
    },
  },
  {
    id: "message-id-with-failure",
    choice: "F has a messageId of its own, since the table says Yes.",
    rules: { hasMessageId: (_, status) => status !== "U" },
  },
  {
    id: "inbox-without-message-id",
    choice: "sendInbox answers without a messageId, since the table says No.",
    rules: { hasMessageId: ({ id }, status) => id !== "sendInbox" && (status === "S" || status === "A") },
  },
  {
    id: "long-message-ids",
    choice: "A messageId is as long as it may be.",
    rules: {
      messageId: (operation, count, random) =>
        defaultRules.messageId(operation, count, random).padStart(operation.id === "sendInbox" ? 258 : 64, "0"),
    },
  },
  { id: "no-echo", choice: "extendInfo does not come back.", rules: { echo: () => ({}) } },
  {
    id: "own-extend-info",
    choice: "extendInfo holds what the server has to say.",
    rules: { echo: () => ({ extendInfo: "delivered by the super app" }) },
  },
  {
    id: "more-properties",
    choice: "Answers hold properties that the pages do not name.",
    rules: {
      answer: (fields) => {
        const value = defaultRules.answer(fields);
        const result = isObject(value["result"]) ? { ...value["result"], traceId: "t-1" } : {};
        return { ...value, result, serverTime: 1_700_000_000 };
      },
    },
  },
  {
    id: "pretty-and-escaped",
    choice: "Answers are indented, and hold escapes for everything beyond ASCII.",
    rules: { serialise: (value) => `${escaped(JSON.stringify(value, undefined, 2))}\n` },
  },
  {
    id: "upper-case-success",
    choice: "The text of S is Success, as the tables have it.",
    rules: {
      resultOf: (operation, code) => {
        const row = defaultRules.resultOf(operation, code);
        return row?.status === "S" ? { ...row, message: "Success" } : row;
      },
    },
  },
  { id: "as-text", choice: "Answers are of type text/json.", rules: { answerType: "text/json" } },
  { id: "busy-as-unknown", choice: "An equal request in flight gets U.", around: whileBusy(unknown) },
  {
    id: "busy-as-failure",
    choice: "An equal request in flight gets F.",
    around: whileBusy(() => answer("F", "REQUEST_IN_PROGRESS", { message: "Wait." })),
  },
  { id: "now-and-then-unknown", choice: "Every 25th request gets U.", around: everyNth(25, unknown) },
  {
    id: "now-and-then-429",
    choice: "Every 40th request gets HTTP 429 with Retry-After.",
    around: everyNth(40, () => new Response("slow down", { status: 429, headers: { "Retry-After": "0" } })),
  },
  {
    id: "now-and-then-traffic",
    choice: "Every 40th request gets REQUEST_TRAFFIC_EXCEED_LIMIT.",
    around: everyNth(40, () => answer("F", "REQUEST_TRAFFIC_EXCEED_LIMIT", { headers: { "Retry-After": "0" } })),
  },
];
