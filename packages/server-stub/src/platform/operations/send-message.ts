import type { OperationDefinition } from "./definition.js";

/** `POST /v2/miniprogram/message/send` */
export const sendMessage: OperationDefinition<"sendMessage"> = {
  operation: "sendMessage",
  codes: {
    "token-unknown": "ACCESS_DENIED",
    "token-expired": "EXPIRED_ACCESS_TOKEN",
    "auth-client-unknown": "ACCESS_DENIED",
    "auth-client-of-other-token": "ACCESS_DENIED",
    "app-unknown": "ACCESS_DENIED",
    "app-without-feature": "ACCESS_DENIED",
    "user-of-other-super-app": "ACCESS_DENIED",
    "user-locked": "ACCESS_DENIED",
    "user-unregistered": "ACCESS_DENIED",
    "template-unknown": "TEMPLATE_NOT_EXIST",
    "template-of-other-channel": "TEMPLATE_NOT_EXIST",
    "not-subscribed": "USER_NOT_SUBSCRIBED",
    "user-limit": "MESSAGE_SEND_EXCEED_LIMIT",
    "traffic-limit": "REQUEST_TRAFFIC_EXCEED_LIMIT",
  },
  requestIdCode: "PARAM_ILLEGAL",
  authClientIdIsAppId: false,
  isStored: ({ resultStatus }) => resultStatus === "S",
  waitsForSuperApp: false,
  spellsExtendInfoByPolicy: true,
  takenBody: ({ result, messageId, extendInfo }) => `{${result},${messageId}${extendInfo}}`,
};
