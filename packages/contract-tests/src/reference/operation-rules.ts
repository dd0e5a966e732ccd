import type { OperationId, Status } from "../spec/operation.js";
import type { Issue } from "./validate.js";
import type { Channel } from "./world.js";

export type Verdict =
  | "signature"
  | "parameters"
  | "trigger"
  | "replay"
  | "token"
  | "client"
  | "app"
  | "user"
  | "template"
  | "subscription"
  | "limits"
  | "fault";

/** A state of the world that refuses a request; the code depends on the operation. */
export type State =
  | "inactive-api"
  | "unknown-token"
  | "expired-token"
  | "unknown-auth-client"
  | "unknown-app"
  | "no-feature"
  | "other-super-app"
  | "user-locked"
  | "user-unregistered"
  | "unknown-template"
  | "other-channel"
  | "not-subscribed"
  | "user-limit"
  | "traffic-limit";

/** What differs between the operations of the protocol; everything else is the same for each. */
export interface OperationRules {
  readonly refusals: Readonly<Record<State, string>>;
  /** Whether a result is kept under its requestId. */
  readonly stores: (status: Status, verdict: Verdict | "taken") => boolean;
  readonly parameterCode: (issues: readonly Issue[]) => string;
  /** The only channel, where the template does not decide. */
  readonly channel: Channel | undefined;
  /** Whether the request names an app and a super app, which are judged then. */
  readonly namesApp: boolean;
  readonly echoNames: (spelling: string) => readonly string[];
  readonly messageIdPrefix: string;
}

const common = {
  "inactive-api": "INVALID_API",
  "expired-token": "EXPIRED_ACCESS_TOKEN",
  "unknown-app": "ACCESS_DENIED",
  "no-feature": "ACCESS_DENIED",
  "other-super-app": "ACCESS_DENIED",
  "traffic-limit": "REQUEST_TRAFFIC_EXCEED_LIMIT",
} as const;

const sendMessage: OperationRules = {
  refusals: {
    ...common,
    "unknown-token": "ACCESS_DENIED",
    "unknown-auth-client": "ACCESS_DENIED",
    "user-locked": "ACCESS_DENIED",
    "user-unregistered": "ACCESS_DENIED",
    "unknown-template": "TEMPLATE_NOT_EXIST",
    "other-channel": "TEMPLATE_NOT_EXIST",
    "not-subscribed": "USER_NOT_SUBSCRIBED",
    "user-limit": "MESSAGE_SEND_EXCEED_LIMIT",
  },
  stores: (status) => status === "S",
  parameterCode: () => "PARAM_ILLEGAL",
  channel: undefined,
  namesApp: true,
  echoNames: (spelling) => (spelling === "both" ? ["extendInfo", "entendInfo"] : [spelling]),
  messageIdPrefix: "m",
};

/** Verdicts whose failure sendInbox keeps: from user status onward, traffic apart. */
const storedFrom = new Set<Verdict | "taken">(["user", "template", "subscription", "limits", "fault", "taken"]);

const isIllegalRequestId = ({ field, rule }: Issue): boolean => field === "requestId" && rule.includes("characters");

const sendInbox: OperationRules = {
  refusals: {
    ...common,
    "unknown-token": "INVALID_ACCESS_TOKEN",
    "unknown-auth-client": "INVALID_AUTH_CLIENT",
    "user-locked": "USER_STATUS_ERROR",
    "user-unregistered": "USER_STATUS_ERROR",
    "unknown-template": "PARAM_ILLEGAL",
    "other-channel": "PARAM_ILLEGAL",
    "not-subscribed": "PROCESS_FAIL",
    "user-limit": "PROCESS_FAIL",
  },
  stores: (status, verdict) => status !== "U" && storedFrom.has(verdict),
  parameterCode: (issues) =>
    issues.length === 1 && issues.every(isIllegalRequestId) ? "VERIFY_REQUEST_ID_INVALID" : "PARAM_ILLEGAL",
  channel: "INBOX",
  namesApp: false,
  echoNames: () => ["extendInfo"],
  messageIdPrefix: "i",
};

export const operationRules: Readonly<Record<OperationId, OperationRules>> = { sendMessage, sendInbox };
