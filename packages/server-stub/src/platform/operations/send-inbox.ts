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
  takenBody: ({ result, messageId, extendInfo }) => `{${messageId}${extendInfo},${result}}`,
  // The page names no date: any past one says that the operation is deprecated now.
  deprecation: { since: "@1704067200", successor: "sendMessage" },
};
