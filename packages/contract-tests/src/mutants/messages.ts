import { isObject, type JsonObject, type JsonValue } from "../spec/json.js";
import type { Operation, OperationId, Status } from "../spec/operation.js";
import { defaultRules } from "../reference/rules.js";
import type { ServerMutant } from "./mutant.js";

const echoing = (
  name: string,
  { change, violates, echoed }: { change: string; violates: readonly string[]; echoed: (text: string) => JsonValue },
): ServerMutant => ({
  id: `extend-info-${name}`,
  change: `The echoed extendInfo ${change}.`,
  violates,
  rules: {
    echo: (operation, body, spelling, replayed) =>
      Object.fromEntries(
        Object.entries(defaultRules.echo(operation, body, spelling, replayed)).map(([key, value]) => [
          key,
          typeof value === "string" ? echoed(value) : value,
        ]),
      ),
  },
});

const isTaken = (status: Status): boolean => status === "S" || status === "A";

const isLong = ({ id }: Operation, { extendInfo }: JsonObject, operation: OperationId): boolean =>
  id === operation && typeof extendInfo === "string" && extendInfo.length > 1000;

const mixedUp = (): ServerMutant => {
  let last: JsonObject = {};
  return {
    id: "answers-mixed-up",
    change: "The extendInfo of an answer is that of the request that came last.",
    violates: [],
    rules: {
      readValue: (value) => {
        if (isObject(value)) last = Object(value);
        return defaultRules.readValue(value);
      },
      echo: (operation, _, spelling, replayed) => defaultRules.echo(operation, last, spelling, replayed),
    },
  };
};

/** Wrong about messageIds, delivery and content. */
export const messageMutants: readonly ServerMutant[] = [
  {
    id: "repeated-message-id",
    change: "From the sixtieth message on the messageId repeats.",
    violates: ["MS-048", "SI-030"],
    rules: {
      messageId: (operation, count, random) =>
        count > 60 ? `${operation.slug}-again` : defaultRules.messageId(operation, count, random),
    },
  },
  mixedUp(),
  {
    id: "forbidden-character-in-message-id",
    change: "From the twentieth message on the messageId of message/send holds a #.",
    violates: ["MS-050"],
    rules: {
      messageId: (operation, count, random) =>
        `${count > 20 && operation.id === "sendMessage" ? "#" : ""}${defaultRules.messageId(operation, count, random)}`,
    },
  },
  {
    id: "long-message-id",
    change: "The messageId of message/send has 65 characters.",
    violates: ["MS-049"],
    rules: {
      messageId: (operation, count, random) =>
        defaultRules.messageId(operation, count, random).padStart(operation.id === "sendMessage" ? 65 : 1, "0"),
    },
  },
  {
    id: "long-inbox-message-id",
    change: "The messageId of sendInbox has 259 characters.",
    violates: ["SI-031"],
    rules: {
      messageId: (operation, count, random) =>
        defaultRules.messageId(operation, count, random).padStart(operation.id === "sendInbox" ? 259 : 1, "0"),
    },
  },
  {
    id: "no-message-id-on-success",
    change: "message/send answers S without a messageId, as the sample does.",
    violates: ["MS-047"],
    rules: { hasMessageId: ({ id }, status) => id !== "sendMessage" && (status === "S" || status === "A") },
  },
  {
    id: "message-id-on-failure",
    change: "F has a messageId.",
    violates: ["MS-047", "SI-029"],
    rules: { hasMessageId: (_, status) => status === "F" || status === "S" || status === "A" },
  },
  {
    id: "no-inbox-message-id",
    change: "sendInbox answers S without a messageId.",
    violates: ["SI-029", "SI-051"],
    rules: { hasMessageId: ({ id }, status) => id !== "sendInbox" && (status === "S" || status === "A") },
  },
  {
    id: "no-message-id-with-long-extend-info",
    change: "message/send answers S without a messageId when the extendInfo is long.",
    violates: ["MS-047"],
    rules: { hasMessageId: (operation, status, body) => !isLong(operation, body, "sendMessage") && isTaken(status) },
  },
  {
    id: "no-inbox-message-id-with-long-extend-info",
    change: "sendInbox answers S without a messageId when the extendInfo is long.",
    violates: ["SI-029", "SI-051"],
    rules: { hasMessageId: (operation, status, body) => !isLong(operation, body, "sendInbox") && isTaken(status) },
  },
  {
    id: "failure-delivers",
    change: "F is delivered.",
    violates: ["MS-062", "SI-042"],
    rules: { delivers: (status, code) => status === "S" || status === "A" || code === "PROCESS_FAIL" },
  },
  {
    id: "unknown-delivers",
    change: "U is delivered.",
    violates: ["MS-060"],
    rules: { delivers: (status) => status !== "F" },
  },
  {
    id: "accept-is-not-delivered",
    change: "A is not delivered.",
    violates: ["SI-038"],
    rules: { delivers: (status) => status === "S" },
  },
  {
    id: "delivery-decides",
    change: "S waits for the super app: when that does not answer, the result is F.",
    violates: ["MS-058", "MS-072", "MS-073"],
    rules: { deliveryDecides: true },
  },
  {
    id: "channel-ignores-template",
    change: "The channel follows from the parameters although the template names it.",
    violates: ["MS-071"],
    rules: {
      channelOf: (operation, _, inferred) => (operation.id === "sendInbox" ? "INBOX" : inferred),
    },
  },
  {
    id: "inbox-pushes",
    change: "sendInbox with a pushContentUrl goes out as a push notification.",
    violates: ["SI-005", "SI-022"],
    rules: {
      channelOf: (operation, template, inferred) =>
        operation.id === "sendInbox" && inferred === "PUSH"
          ? "PUSH"
          : defaultRules.channelOf(operation, template, inferred),
    },
  },
  {
    id: "first-variable-only",
    change: "Only the first occurrence of a variable is replaced.",
    violates: ["MS-035", "MS-070", "SI-019", "SI-022"],
    rules: {
      render: (text, parameters) =>
        Object.entries(parameters).reduce((shown, [name, value]) => shown.replace(`\${${name}}`, String(value)), text),
    },
  },
  {
    id: "extend-info-trimmed",
    change: "The echoed extendInfo loses the white space around it.",
    violates: ["MS-041", "MS-052", "SI-025", "SI-033"],
    rules: {
      echo: (operation, body, spelling, replayed) =>
        defaultRules.echo(
          operation,
          typeof body["extendInfo"] === "string" ? { ...body, extendInfo: body["extendInfo"].trim() } : body,
          spelling,
          replayed,
        ),
    },
  },
  {
    id: "one-spelling-only",
    change: "message/send answers extendInfo under its right name alone, whatever the policy.",
    violates: ["MS-051"],
    rules: { echo: (operation, body, _, replayed) => defaultRules.echo(operation, body, "extendInfo", replayed) },
  },
  {
    id: "inbox-forgets-extend-info",
    change: "sendInbox does not echo extendInfo.",
    violates: ["SI-053"],
    rules: {
      echo: (operation, body, spelling, replayed) =>
        operation.deprecated ? {} : defaultRules.echo(operation, body, spelling, replayed),
    },
  },
  echoing("longer", {
    change: "of the longest kind has one character more",
    violates: ["MS-053", "SI-034"],
    echoed: (text) => (text.length > 4000 ? `${text}x` : text),
  }),
  echoing("cut", {
    change: "is cut at 255 characters",
    violates: [],
    echoed: (text) => text.slice(0, 255),
  }),
  echoing("with-hash", {
    change: "of message/send begins with a #",
    violates: ["MS-054"],
    echoed: (text) => `#${text.slice(1)}`,
  }),
  echoing("as-list", { change: "is a list", violates: ["SI-032"], echoed: (text) => [text] }),
  {
    id: "deprecation-on-success-only",
    change: "Only an S of sendInbox says that the API is deprecated.",
    violates: ["SI-001", "SI-003"],
    rules: { headers: (operation, status) => (status === "S" ? defaultRules.headers(operation, status) : {}) },
  },
  {
    id: "successor-with-slash",
    change: "The successor's path ends with a slash.",
    violates: ["SI-002", "SI-003"],
    rules: {
      headers: (operation, status) => {
        const { Link: link, ...others } = defaultRules.headers(operation, status);
        return link === undefined ? others : { ...others, Link: link.replace(">", "/>") };
      },
    },
  },
];
