import type { Step } from "../../model/state.js";
import type { OperationDefinition } from "./definition.js";

/** From which step on results are stored: what comes before, the page tells the caller to mend and send again (erratum E17). */
const STORED_STEPS: ReadonlySet<Step> = new Set(["user", "template", "subscription", "limits", "fault", "delivery"]);

/** `POST /v2/messages/sendInbox` */
export const sendInbox: OperationDefinition<"sendInbox"> = {
  operation: "sendInbox",
  codes: {
    "token-unknown": "INVALID_ACCESS_TOKEN",
    "token-expired": "EXPIRED_ACCESS_TOKEN",
    "auth-client-unknown": "INVALID_AUTH_CLIENT",
    "auth-client-of-other-token": "INVALID_AUTH_CLIENT",
    // It has neither appId nor customerBelongsTo, so that these three never come up.
    "app-unknown": "ACCESS_DENIED",
    "app-without-feature": "ACCESS_DENIED",
    "user-of-other-super-app": "USER_STATUS_ERROR",
    "user-locked": "USER_STATUS_ERROR",
    "user-unregistered": "USER_STATUS_ERROR",
    "template-unknown": "PARAM_ILLEGAL",
    "template-of-other-channel": "PARAM_ILLEGAL",
    "not-subscribed": "PROCESS_FAIL",
    "user-limit": "PROCESS_FAIL",
    "traffic-limit": "REQUEST_TRAFFIC_EXCEED_LIMIT",
  },
  // Erratum E13.
  requestIdCode: "VERIFY_REQUEST_ID_INVALID",
  // Erratum E21.
  channel: "INBOX",
  // "the appId for mini programs" (erratum E18).
  authClientIdIsAppId: true,
  isStored: ({ resultStatus, resultCode }, step) =>
    resultStatus !== "U" && resultCode !== "REQUEST_TRAFFIC_EXCEED_LIMIT" && STORED_STEPS.has(step),
  waitsForSuperApp: true,
  spellsExtendInfoByPolicy: false,
  statements: {
    signature: "SI-044",
    "method-wrong": "SI-004",
    "request-id-illegal": "SI-049",
    replayed: "SI-015",
    "content-differs": "SI-014",
    "token-unknown": "SI-046",
    "token-expired": "SI-046",
    "auth-client-unknown": "SI-047",
    "auth-client-of-other-token": "SI-047",
    "app-unknown": "SI-047",
    "app-without-feature": "SI-047",
    "user-of-other-super-app": "SI-048",
    "user-locked": "SI-048",
    "user-unregistered": "SI-048",
    "template-unknown": "SI-019",
    "template-of-other-channel": "SI-005",
    "not-subscribed": "SI-043",
    "user-limit": "SI-043",
    "traffic-limit": "SI-044",
  },
  takenBody: ({ result, messageId, extendInfo }) => `{${messageId}${extendInfo},${result}}`,
  // The page names no date: any past one says that the operation is deprecated now.
  deprecation: { since: "@1704067200", successor: "sendMessage" },
};
