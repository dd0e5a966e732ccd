// Generated from spec/ by `pnpm generate`; do not edit.
export const generatedStatements: unknown = {
  "statements": [
    {
      "id": "MS-001",
      "page": "v2-miniprogram-message-send",
      "quote": "POST /v2/miniprogram/message/send",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "openapi.yaml#/paths/~1v2~1miniprogram~1message~1send"
        },
        {
          "schema": "paths/send-message.yaml#/post"
        },
        {
          "case": "envelope/path"
        },
        {
          "case": "envelope/method"
        }
      ]
    },
    {
      "id": "MS-002",
      "page": "v2-miniprogram-message-send",
      "quote": "With this API call, a merchant can send a service notification to users via Mini Program Platform, such as payment result, order status, and so on.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "samples/send-message/push"
        },
        {
          "case": "samples/send-message/sms"
        },
        {
          "case": "samples/send-message/inbox"
        }
      ]
    },
    {
      "id": "MS-003",
      "page": "v2-miniprogram-message-send",
      "quote": "Note: Before calling this API, you must add the Send_Message feature to your mini program in Mini Program Platform to access the API.",
      "operation": "sendMessage",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/feature-required"
        }
      ]
    },
    {
      "id": "MS-004",
      "page": "v2-miniprogram-message-send",
      "quote": "appId String Yes",
      "operation": "sendMessage",
      "field": "request.appId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/appId/type"
        },
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/required"
        },
        {
          "case": "boundaries/send-message/appId/required"
        },
        {
          "case": "boundaries/send-message/appId/type"
        }
      ]
    },
    {
      "id": "MS-005",
      "page": "v2-miniprogram-message-send",
      "quote": "Indicates the unique ID assigned by Mini Program Platform to identify a mini program.",
      "operation": "sendMessage",
      "field": "request.appId",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/app-unknown"
        }
      ]
    },
    {
      "id": "MS-006",
      "page": "v2-miniprogram-message-send",
      "quote": "Maximum length: 32 characters",
      "operation": "sendMessage",
      "field": "request.appId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/appId/maxLength"
        },
        {
          "case": "boundaries/send-message/appId/max-length"
        },
        {
          "case": "boundaries/send-message/appId/code-points"
        }
      ]
    },
    {
      "id": "MS-007",
      "page": "v2-miniprogram-message-send",
      "quote": "Characters not allowed: special characters such as @ # ?",
      "operation": "sendMessage",
      "field": "request.appId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/appId/pattern"
        },
        {
          "case": "boundaries/send-message/appId/pattern"
        }
      ]
    },
    {
      "id": "MS-008",
      "page": "v2-miniprogram-message-send",
      "quote": "Note: Obtain this field via the my.getAppIdSync JSAPI or Mini Program Platform.",
      "operation": "sendMessage",
      "field": "request.appId",
      "level": "documented",
      "enforcedBy": [
        {
          "note": "Says where the caller gets the value; no request shows where a value came from."
        }
      ]
    },
    {
      "id": "MS-009",
      "page": "v2-miniprogram-message-send",
      "quote": "accessToken String Yes",
      "operation": "sendMessage",
      "field": "request.accessToken",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/accessToken/type"
        },
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/required"
        },
        {
          "case": "boundaries/send-message/accessToken/required"
        },
        {
          "case": "boundaries/send-message/accessToken/type"
        }
      ]
    },
    {
      "id": "MS-010",
      "page": "v2-miniprogram-message-send",
      "quote": "The access token is used to access user information.",
      "operation": "sendMessage",
      "field": "request.accessToken",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/token-unknown"
        }
      ]
    },
    {
      "id": "MS-011",
      "page": "v2-miniprogram-message-send",
      "quote": "Maximum length: 128 characters.",
      "operation": "sendMessage",
      "field": "request.accessToken",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/accessToken/maxLength"
        },
        {
          "case": "boundaries/send-message/accessToken/max-length"
        },
        {
          "case": "boundaries/send-message/accessToken/code-points"
        }
      ]
    },
    {
      "id": "MS-012",
      "page": "v2-miniprogram-message-send",
      "quote": "Characters not allowed: special characters such as @ # ?",
      "operation": "sendMessage",
      "field": "request.accessToken",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/accessToken/pattern"
        },
        {
          "case": "boundaries/send-message/accessToken/pattern"
        }
      ]
    },
    {
      "id": "MS-013",
      "page": "v2-miniprogram-message-send",
      "quote": "Note: Obtain this field via the /v2/authorizations/applyToken API.",
      "operation": "sendMessage",
      "field": "request.accessToken",
      "level": "documented",
      "enforcedBy": [
        {
          "note": "Says where the caller gets the value; no request shows where a value came from."
        }
      ]
    },
    {
      "id": "MS-014",
      "page": "v2-miniprogram-message-send",
      "quote": "customerBelongsTo String Yes",
      "operation": "sendMessage",
      "field": "request.customerBelongsTo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/customerBelongsTo/type"
        },
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/required"
        },
        {
          "case": "boundaries/send-message/customerBelongsTo/required"
        },
        {
          "case": "boundaries/send-message/customerBelongsTo/type"
        }
      ]
    },
    {
      "id": "MS-015",
      "page": "v2-miniprogram-message-send",
      "quote": "Indicates the super app that the user uses.",
      "operation": "sendMessage",
      "field": "request.customerBelongsTo",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/super-app-mismatch"
        }
      ]
    },
    {
      "id": "MS-016",
      "page": "v2-miniprogram-message-send",
      "quote": "Valid values are: • ALIPAY_CN: Alipay CN • ALIPAY_HK: Alipay HK • ALIPAY_MO: Alipay MO • TNG: Touch 'n Go • GCASH: Gcash • DANA: Dana • KAKAOPAY: KakaoPay • BKASH: bKash • CHOPE: Chope • TRUEMONEY: TrueMoney",
      "operation": "sendMessage",
      "field": "request.customerBelongsTo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/customerBelongsTo/enum"
        },
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/customerBelongsTo/x-enumDescriptions"
        },
        {
          "case": "boundaries/send-message/customerBelongsTo/enum"
        }
      ]
    },
    {
      "id": "MS-017",
      "page": "v2-miniprogram-message-send",
      "quote": "requestId String Yes",
      "operation": "sendMessage",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/requestId/type"
        },
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/required"
        },
        {
          "case": "boundaries/send-message/requestId/required"
        },
        {
          "case": "boundaries/send-message/requestId/type"
        }
      ]
    },
    {
      "id": "MS-018",
      "page": "v2-miniprogram-message-send",
      "quote": "Indicates the unique ID assigned by the merchant to identify a request of notification delivery.",
      "operation": "sendMessage",
      "field": "request.requestId",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/scope-by-client"
        },
        {
          "case": "laws/scope-case-sensitive"
        }
      ]
    },
    {
      "id": "MS-019",
      "page": "v2-miniprogram-message-send",
      "quote": "For example, when the user completes a payment on the mini program in the super app with payment capability, the value of the requestId can be tradeNo, which indicates the transaction ID.",
      "operation": "sendMessage",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "note": "An advice to the caller; the format of a tradeNo is not documented, so no server can tell one."
        }
      ]
    },
    {
      "id": "MS-020",
      "page": "v2-miniprogram-message-send",
      "quote": "Maximum length: 64 characters",
      "operation": "sendMessage",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/requestId/maxLength"
        },
        {
          "case": "boundaries/send-message/requestId/max-length"
        },
        {
          "case": "boundaries/send-message/requestId/code-points"
        }
      ]
    },
    {
      "id": "MS-021",
      "page": "v2-miniprogram-message-send",
      "quote": "Characters not allowed: special characters such as @ # ?",
      "operation": "sendMessage",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/requestId/pattern"
        },
        {
          "case": "boundaries/send-message/requestId/pattern"
        }
      ]
    },
    {
      "id": "MS-022",
      "page": "v2-miniprogram-message-send",
      "quote": "Note: This field is an API idempotency field.",
      "operation": "sendMessage",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/sends-once"
        },
        {
          "case": "laws/parallel-equal-requests"
        },
        {
          "case": "client/same-request-on-retry"
        }
      ]
    },
    {
      "id": "MS-023",
      "page": "v2-miniprogram-message-send",
      "quote": "For the notifications that are sent with the same requestId and reach an S status, the super app must return the same messageId.",
      "operation": "sendMessage",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/replay-after-success"
        },
        {
          "case": "laws/lost-response"
        },
        {
          "case": "samples/send-message/collision"
        }
      ]
    },
    {
      "id": "MS-024",
      "page": "v2-miniprogram-message-send",
      "quote": "and reach an S status,",
      "operation": "sendMessage",
      "field": "request.requestId",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/retry-after-failure"
        },
        {
          "case": "laws/retry-after-unknown"
        }
      ]
    },
    {
      "id": "MS-025",
      "page": "v2-miniprogram-message-send",
      "quote": "authClientId String Yes",
      "operation": "sendMessage",
      "field": "request.authClientId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/authClientId/type"
        },
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/required"
        },
        {
          "case": "boundaries/send-message/authClientId/required"
        },
        {
          "case": "boundaries/send-message/authClientId/type"
        }
      ]
    },
    {
      "id": "MS-026",
      "page": "v2-miniprogram-message-send",
      "quote": "Indicates the unique ID assigned by the super app to identify an authorized merchant.",
      "operation": "sendMessage",
      "field": "request.authClientId",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/auth-client-unknown"
        },
        {
          "case": "laws/auth-client-registries"
        }
      ]
    },
    {
      "id": "MS-027",
      "page": "v2-miniprogram-message-send",
      "quote": "Maximum length: 128 characters",
      "operation": "sendMessage",
      "field": "request.authClientId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/authClientId/maxLength"
        },
        {
          "case": "boundaries/send-message/authClientId/max-length"
        },
        {
          "case": "boundaries/send-message/authClientId/code-points"
        }
      ]
    },
    {
      "id": "MS-028",
      "page": "v2-miniprogram-message-send",
      "quote": "Characters not allowed: special characters such as @ # ?",
      "operation": "sendMessage",
      "field": "request.authClientId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/authClientId/pattern"
        },
        {
          "case": "boundaries/send-message/authClientId/pattern"
        }
      ]
    },
    {
      "id": "MS-029",
      "page": "v2-miniprogram-message-send",
      "quote": "templateCode String Yes",
      "operation": "sendMessage",
      "field": "request.templateCode",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/templateCode/type"
        },
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/required"
        },
        {
          "case": "boundaries/send-message/templateCode/required"
        },
        {
          "case": "boundaries/send-message/templateCode/type"
        }
      ]
    },
    {
      "id": "MS-030",
      "page": "v2-miniprogram-message-send",
      "quote": "Indicates the unique code assigned by Mini Program Platform to identify a template.",
      "operation": "sendMessage",
      "field": "request.templateCode",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/code/send-message/TEMPLATE_NOT_EXIST"
        }
      ]
    },
    {
      "id": "MS-031",
      "page": "v2-miniprogram-message-send",
      "quote": "Maximum length: 64 characters",
      "operation": "sendMessage",
      "field": "request.templateCode",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/templateCode/maxLength"
        },
        {
          "case": "boundaries/send-message/templateCode/max-length"
        },
        {
          "case": "boundaries/send-message/templateCode/code-points"
        }
      ]
    },
    {
      "id": "MS-032",
      "page": "v2-miniprogram-message-send",
      "quote": "Characters not allowed: special characters such as @ # ?",
      "operation": "sendMessage",
      "field": "request.templateCode",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/templateCode/pattern"
        },
        {
          "case": "boundaries/send-message/templateCode/pattern"
        }
      ]
    },
    {
      "id": "MS-033",
      "page": "v2-miniprogram-message-send",
      "quote": "templates Array<ContentTemplate> Yes",
      "operation": "sendMessage",
      "field": "request.templates",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/templates/type"
        },
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/required"
        },
        {
          "case": "boundaries/send-message/templates/required"
        },
        {
          "case": "boundaries/send-message/templates/type"
        }
      ]
    },
    {
      "id": "MS-034",
      "page": "v2-miniprogram-message-send",
      "quote": "Templates are created by the super app for the merchant to customize the content and layouts of notifications.",
      "operation": "sendMessage",
      "field": "request.templates",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/variables-rendered"
        }
      ]
    },
    {
      "id": "MS-035",
      "page": "v2-miniprogram-message-send",
      "quote": "Maximum size: 5 elements",
      "operation": "sendMessage",
      "field": "request.templates",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/templates/maxItems"
        },
        {
          "case": "boundaries/send-message/templates/max-items"
        }
      ]
    },
    {
      "id": "MS-036",
      "page": "v2-miniprogram-message-send",
      "quote": "Push copy [ { \"templateParameters\": { // A Key is the variable predefined in the template. Each key has a value that can be defined by yourself.",
      "operation": "sendMessage",
      "field": "request.templates",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/content-template.yaml#/ContentTemplate/properties/templateParameters/additionalProperties"
        },
        {
          "case": "samples/send-message/templates-push"
        },
        {
          "case": "boundaries/send-message/templates.templateParameters.*/characters"
        }
      ]
    },
    {
      "id": "MS-037",
      "page": "v2-miniprogram-message-send",
      "quote": "SMS copy [ { \"templateParameters\": { // A Key is the variable predefined in the template. Each key has a value that can be defined by yourself.",
      "operation": "sendMessage",
      "field": "request.templates",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/content-template.yaml#/ContentTemplate/properties/templateParameters/additionalProperties"
        },
        {
          "case": "samples/send-message/templates-sms"
        },
        {
          "case": "boundaries/send-message/templates.templateParameters.*/characters"
        }
      ]
    },
    {
      "id": "MS-038",
      "page": "v2-miniprogram-message-send",
      "quote": "Inbox copy [ { \"templateParameters\": { // A Key is the variable predefined in the template. Each key has a value that can be defined by yourself.",
      "operation": "sendMessage",
      "field": "request.templates",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/content-template.yaml#/ContentTemplate/properties/templateParameters/additionalProperties"
        },
        {
          "case": "samples/send-message/templates-inbox"
        },
        {
          "case": "boundaries/send-message/templates.templateParameters.*/characters"
        }
      ]
    },
    {
      "id": "MS-039",
      "page": "v2-miniprogram-message-send",
      "quote": "extendInfo String No",
      "operation": "sendMessage",
      "field": "request.extendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/extendInfo/type"
        },
        {
          "case": "boundaries/send-message/extendInfo/optional"
        },
        {
          "case": "boundaries/send-message/extendInfo/type"
        }
      ]
    },
    {
      "id": "MS-040",
      "page": "v2-miniprogram-message-send",
      "quote": "Indicates the extended information about this API.",
      "operation": "sendMessage",
      "field": "request.extendInfo",
      "level": "policy",
      "enforcedBy": [
        {
          "case": "laws/extend-info-echo"
        }
      ]
    },
    {
      "id": "MS-041",
      "page": "v2-miniprogram-message-send",
      "quote": "Maximum length: 4096 characters",
      "operation": "sendMessage",
      "field": "request.extendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/extendInfo/maxLength"
        },
        {
          "case": "boundaries/send-message/extendInfo/max-length"
        },
        {
          "case": "boundaries/send-message/extendInfo/code-points"
        }
      ]
    },
    {
      "id": "MS-042",
      "page": "v2-miniprogram-message-send",
      "quote": "Characters not allowed: special characters such as @ # ?",
      "operation": "sendMessage",
      "field": "request.extendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/extendInfo/pattern"
        },
        {
          "case": "boundaries/send-message/extendInfo/pattern"
        }
      ]
    },
    {
      "id": "MS-043",
      "page": "v2-miniprogram-message-send",
      "quote": "Can be Null.",
      "operation": "sendMessage",
      "field": "request.extendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageRequest/properties/extendInfo/type"
        },
        {
          "case": "boundaries/send-message/extendInfo/null"
        }
      ]
    },
    {
      "id": "MS-044",
      "page": "v2-miniprogram-message-send",
      "quote": "result Result Yes",
      "operation": "sendMessage",
      "field": "response.result",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageResponse/properties/result"
        },
        {
          "schema": "components/send-message.yaml#/SendMessageResponse/required"
        },
        {
          "case": "laws/response-schema"
        }
      ]
    },
    {
      "id": "MS-045",
      "page": "v2-miniprogram-message-send",
      "quote": "Indicates the request result such as status and error codes.",
      "operation": "sendMessage",
      "field": "response.result",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageResult/required"
        },
        {
          "case": "laws/code-pairing"
        }
      ]
    },
    {
      "id": "MS-046",
      "page": "v2-miniprogram-message-send",
      "quote": "messageId String Yes",
      "operation": "sendMessage",
      "field": "response.messageId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageResponse/properties/messageId/type"
        },
        {
          "case": "laws/success-has-message-id"
        },
        {
          "case": "client/success-without-message-id"
        }
      ]
    },
    {
      "id": "MS-047",
      "page": "v2-miniprogram-message-send",
      "quote": "Indicates the unique ID assigned by Mini Program Platform to identify a notification.",
      "operation": "sendMessage",
      "field": "response.messageId",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/message-id-unique"
        }
      ]
    },
    {
      "id": "MS-048",
      "page": "v2-miniprogram-message-send",
      "quote": "Maximum length: 64 characters",
      "operation": "sendMessage",
      "field": "response.messageId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageResponse/properties/messageId/maxLength"
        },
        {
          "case": "laws/message-id-well-formed"
        }
      ]
    },
    {
      "id": "MS-049",
      "page": "v2-miniprogram-message-send",
      "quote": "Characters not allowed: special characters such as @ # ?",
      "operation": "sendMessage",
      "field": "response.messageId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageResponse/properties/messageId/pattern"
        },
        {
          "case": "laws/message-id-well-formed"
        }
      ]
    },
    {
      "id": "MS-050",
      "page": "v2-miniprogram-message-send",
      "quote": "entendInfo String No",
      "operation": "sendMessage",
      "field": "response.entendInfo",
      "level": "policy",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageResponse/properties/entendInfo/type"
        },
        {
          "case": "laws/extend-info-spellings"
        },
        {
          "case": "client/extend-info-either"
        }
      ]
    },
    {
      "id": "MS-051",
      "page": "v2-miniprogram-message-send",
      "quote": "Indicates the extended information about this API.",
      "operation": "sendMessage",
      "field": "response.entendInfo",
      "level": "policy",
      "enforcedBy": [
        {
          "case": "laws/extend-info-echo"
        }
      ]
    },
    {
      "id": "MS-052",
      "page": "v2-miniprogram-message-send",
      "quote": "Maximum length: 4096 characters",
      "operation": "sendMessage",
      "field": "response.entendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageResponse/properties/entendInfo/maxLength"
        },
        {
          "case": "laws/response-schema"
        }
      ]
    },
    {
      "id": "MS-053",
      "page": "v2-miniprogram-message-send",
      "quote": "Characters not allowed: special characters such as @ # ?",
      "operation": "sendMessage",
      "field": "response.entendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageResponse/properties/entendInfo/pattern"
        },
        {
          "case": "laws/response-schema"
        }
      ]
    },
    {
      "id": "MS-054",
      "page": "v2-miniprogram-message-send",
      "quote": "Can be Null.",
      "operation": "sendMessage",
      "field": "response.entendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageResponse/properties/entendInfo/type"
        },
        {
          "case": "client/extend-info-either"
        }
      ]
    },
    {
      "id": "MS-055",
      "page": "v2-miniprogram-message-send",
      "quote": "In the response, the result.resultStatus field indicates the result of processing a request.",
      "operation": "sendMessage",
      "field": "response.result",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-message.yaml#/SendMessageResult/properties/resultStatus/enum"
        },
        {
          "case": "laws/response-schema"
        },
        {
          "case": "client/outcome-success"
        },
        {
          "case": "client/outcome-failed"
        },
        {
          "case": "client/outcome-unknown"
        }
      ]
    },
    {
      "id": "MS-056",
      "page": "v2-miniprogram-message-send",
      "quote": "The request of the notification delivery is successful.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/result-for-success"
        },
        {
          "case": "client/outcome-success"
        }
      ]
    },
    {
      "id": "MS-057",
      "page": "v2-miniprogram-message-send",
      "quote": "When the request is successful, the resultStatus is S regardless of whether the notification is successfully sent to Mini Program Platform.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/success-before-delivery"
        }
      ]
    },
    {
      "id": "MS-058",
      "page": "v2-miniprogram-message-send",
      "quote": "The corresponding result.resultCode is SUCCESS and the result.resultMessage is Success.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-message.yaml#/post/x-result-codes/0"
        },
        {
          "case": "laws/result-for-success"
        },
        {
          "case": "laws/success-message"
        },
        {
          "case": "client/success-any-case"
        }
      ]
    },
    {
      "id": "MS-059",
      "page": "v2-miniprogram-message-send",
      "quote": "The status of the notification delivery request is unknown.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "client/outcome-unknown"
        },
        {
          "case": "client/retry-unknown"
        },
        {
          "case": "laws/unknown-delivers-nothing"
        }
      ]
    },
    {
      "id": "MS-060",
      "page": "v2-miniprogram-message-send",
      "quote": "The corresponding result.resultCode is UNKNOWN_EXCEPTION and result.resultMessage is \"An API calling is failed, which is caused by unknown reasons.\".",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-message.yaml#/post/x-result-codes/10"
        },
        {
          "case": "laws/result-for-unknown"
        },
        {
          "case": "laws/code-pairing"
        }
      ]
    },
    {
      "id": "MS-061",
      "page": "v2-miniprogram-message-send",
      "quote": "The request of the notification delivery is failed.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/failure-delivers-nothing"
        },
        {
          "case": "client/outcome-failed"
        },
        {
          "case": "client/no-retry-after-failure"
        }
      ]
    },
    {
      "id": "MS-062",
      "page": "v2-miniprogram-message-send",
      "quote": "The corresponding result.resultCode and result.resultMessage are various based on different situations.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/codes-closed"
        },
        {
          "case": "laws/code-pairing"
        }
      ]
    },
    {
      "id": "MS-063",
      "page": "v2-miniprogram-message-send",
      "quote": "Common error codes are common for all mini program OpenAPIs in V2.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-message.yaml#/post/x-result-codes"
        },
        {
          "case": "laws/codes-reachable"
        }
      ]
    },
    {
      "id": "MS-064",
      "page": "v2-miniprogram-message-send",
      "quote": "API-specific error codes are listed in the following table.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-message.yaml#/post/x-result-codes"
        },
        {
          "case": "laws/codes-reachable"
        },
        {
          "case": "laws/codes-closed"
        },
        {
          "case": "client/unknown-code"
        }
      ]
    },
    {
      "id": "MS-065",
      "page": "v2-miniprogram-message-send",
      "quote": "TEMPLATE_NOT_EXIST F The template does not exist. Check whether the template ID is correct.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-message.yaml#/post/x-result-codes/1"
        },
        {
          "case": "laws/code/send-message/TEMPLATE_NOT_EXIST"
        },
        {
          "case": "laws/code-pairing"
        }
      ]
    },
    {
      "id": "MS-066",
      "page": "v2-miniprogram-message-send",
      "quote": "USER_NOT_SUBSCRIBED F The user does not subscribe to this channel. -",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-message.yaml#/post/x-result-codes/2"
        },
        {
          "case": "laws/code/send-message/USER_NOT_SUBSCRIBED"
        },
        {
          "case": "laws/code-pairing"
        }
      ]
    },
    {
      "id": "MS-067",
      "page": "v2-miniprogram-message-send",
      "quote": "MESSAGE_SEND_EXCEED_LIMIT F The delivery frequency of the notification exceeds the limits set by the super app. -",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-message.yaml#/post/x-result-codes/3"
        },
        {
          "case": "laws/code/send-message/MESSAGE_SEND_EXCEED_LIMIT"
        },
        {
          "case": "laws/code-pairing"
        }
      ]
    },
    {
      "id": "MS-068",
      "page": "v2-miniprogram-message-send",
      "quote": "With the templateCode, the merchant calls this API to send a request of notification delivery to Mini Program Platform.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "samples/send-message/push"
        },
        {
          "case": "client/sample/send-message/push"
        }
      ]
    },
    {
      "id": "MS-069",
      "page": "v2-miniprogram-message-send",
      "quote": "Mini Program Platform processes the request and replaces the content of variables in the notification.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/variables-rendered"
        }
      ]
    },
    {
      "id": "MS-070",
      "page": "v2-miniprogram-message-send",
      "quote": "Mini Program Platform sends the final notification to the super app via the corresponding channel of the template.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/channel-of-template"
        }
      ]
    },
    {
      "id": "MS-071",
      "page": "v2-miniprogram-message-send",
      "quote": "The super app returns the result of the notification delivery request to Mini Program Platform.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/success-before-delivery"
        }
      ]
    },
    {
      "id": "MS-072",
      "page": "v2-miniprogram-message-send",
      "quote": "Mini Program Platform forwards the result to the merchant server.",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/success-before-delivery"
        },
        {
          "case": "laws/response-schema"
        }
      ]
    },
    {
      "id": "MS-073",
      "page": "v2-miniprogram-message-send",
      "quote": "Check the following request samples of notification delivery based on different channels, including Push, SMS, and Inbox:",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-message.yaml#/post/requestBody/content/application~1json/examples"
        },
        {
          "case": "samples/send-message/push"
        },
        {
          "case": "samples/send-message/sms"
        },
        {
          "case": "samples/send-message/inbox"
        }
      ]
    },
    {
      "id": "MS-074",
      "page": "v2-miniprogram-message-send",
      "quote": "\"pushContentUrl\": \"http://region.demo.com/app/1092?appId=28972\"",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "examples/send-message.push.request.json#/templates/0/templateParameters/pushContentUrl"
        },
        {
          "case": "samples/send-message/push"
        },
        {
          "case": "client/sample/send-message/push"
        }
      ]
    },
    {
      "id": "MS-075",
      "page": "v2-miniprogram-message-send",
      "quote": "\"customerBelongsTo\": \"GCASH\", \"templates\": [ { \"templateParameters\": { \"customContent\": \"test content\" }",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "examples/send-message.sms.request.json#/templates/0/templateParameters/customContent"
        },
        {
          "case": "samples/send-message/sms"
        },
        {
          "case": "client/sample/send-message/sms"
        }
      ]
    },
    {
      "id": "MS-076",
      "page": "v2-miniprogram-message-send",
      "quote": "\"firstLinkUrl\": \"http://region.demo.com/cdn/index.htm?id=9876542\"",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "examples/send-message.inbox.request.json#/templates/0/templateParameters/firstLinkUrl"
        },
        {
          "case": "samples/send-message/inbox"
        },
        {
          "case": "client/sample/send-message/inbox"
        }
      ]
    },
    {
      "id": "MS-077",
      "page": "v2-miniprogram-message-send",
      "quote": "{ \"result\": { \"resultCode\":\"SUCCESS\", \"resultStatus\":\"S\", \"resultMessage\":\"success\" } }",
      "operation": "sendMessage",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "examples/send-message.response.json#/result"
        },
        {
          "case": "samples/send-message/push"
        },
        {
          "case": "client/sample/send-message/response"
        }
      ]
    },
    {
      "id": "SI-001",
      "page": "v2-messages-sendInbox",
      "quote": "Note: This API is no longer maintained.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/deprecated"
        },
        {
          "schema": "paths/send-inbox.yaml#/post/responses/200/headers/Deprecation"
        },
        {
          "case": "laws/deprecation-headers"
        }
      ]
    },
    {
      "id": "SI-002",
      "page": "v2-messages-sendInbox",
      "quote": "All the functionalities of this API have been migrated to the /v2/miniprogram/message/send/ API.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/headers.yaml#/successor"
        },
        {
          "case": "laws/successor-path"
        }
      ]
    },
    {
      "id": "SI-003",
      "page": "v2-messages-sendInbox",
      "quote": "We recommend you to utilize the /v2/miniprogram/message/send/ API for new features or enhancements.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/responses/200/headers/Link"
        },
        {
          "case": "laws/deprecation-headers"
        },
        {
          "case": "laws/successor-path"
        }
      ]
    },
    {
      "id": "SI-004",
      "page": "v2-messages-sendInbox",
      "quote": "POST /v2/messages/sendInbox",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "openapi.yaml#/paths/~1v2~1messages~1sendInbox"
        },
        {
          "schema": "paths/send-inbox.yaml#/post"
        },
        {
          "case": "envelope/path"
        },
        {
          "case": "envelope/method"
        }
      ]
    },
    {
      "id": "SI-005",
      "page": "v2-messages-sendInbox",
      "quote": "The sendInbox API is used for merchants or Independent Software Vendors (ISV) to send inbox messages to wallets by using access tokens.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/inbox-channel"
        },
        {
          "case": "samples/send-inbox/inbox"
        }
      ]
    },
    {
      "id": "SI-006",
      "page": "v2-messages-sendInbox",
      "quote": "accessToken String Yes",
      "operation": "sendInbox",
      "field": "request.accessToken",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/accessToken/type"
        },
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/required"
        },
        {
          "case": "boundaries/send-inbox/accessToken/required"
        },
        {
          "case": "boundaries/send-inbox/accessToken/type"
        }
      ]
    },
    {
      "id": "SI-007",
      "page": "v2-messages-sendInbox",
      "quote": "An access token that is used to send inbox messages.",
      "operation": "sendInbox",
      "field": "request.accessToken",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/code/send-inbox/INVALID_ACCESS_TOKEN"
        }
      ]
    },
    {
      "id": "SI-008",
      "page": "v2-messages-sendInbox",
      "quote": "Max. length: 128 characters.",
      "operation": "sendInbox",
      "field": "request.accessToken",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/accessToken/maxLength"
        },
        {
          "case": "boundaries/send-inbox/accessToken/max-length"
        },
        {
          "case": "boundaries/send-inbox/accessToken/code-points"
        }
      ]
    },
    {
      "id": "SI-009",
      "page": "v2-messages-sendInbox",
      "quote": "authClientId String No",
      "operation": "sendInbox",
      "field": "request.authClientId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/authClientId/type"
        },
        {
          "case": "boundaries/send-inbox/authClientId/optional"
        },
        {
          "case": "boundaries/send-inbox/authClientId/type"
        }
      ]
    },
    {
      "id": "SI-010",
      "page": "v2-messages-sendInbox",
      "quote": "The unqiue auth client ID",
      "operation": "sendInbox",
      "field": "request.authClientId",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/auth-client-registries"
        }
      ]
    },
    {
      "id": "SI-011",
      "page": "v2-messages-sendInbox",
      "quote": "Max. length: 128 characters.",
      "operation": "sendInbox",
      "field": "request.authClientId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/authClientId/maxLength"
        },
        {
          "case": "boundaries/send-inbox/authClientId/max-length"
        },
        {
          "case": "boundaries/send-inbox/authClientId/code-points"
        }
      ]
    },
    {
      "id": "SI-012",
      "page": "v2-messages-sendInbox",
      "quote": "requestId String Yes",
      "operation": "sendInbox",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/requestId/type"
        },
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/required"
        },
        {
          "case": "boundaries/send-inbox/requestId/required"
        },
        {
          "case": "boundaries/send-inbox/requestId/type"
        }
      ]
    },
    {
      "id": "SI-013",
      "page": "v2-messages-sendInbox",
      "quote": "The unqiue ID to identifiy a request at a transaction.",
      "operation": "sendInbox",
      "field": "request.requestId",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/scope-by-client"
        },
        {
          "case": "laws/scope-case-sensitive"
        }
      ]
    },
    {
      "id": "SI-014",
      "page": "v2-messages-sendInbox",
      "quote": "It is idempotent, whichi means if the API call has the same result no matter how many times the API call is applied.",
      "operation": "sendInbox",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/inbox-stores-success"
        },
        {
          "case": "client/same-request-on-retry"
        }
      ]
    },
    {
      "id": "SI-015",
      "page": "v2-messages-sendInbox",
      "quote": "For example, if there is the same requestId stored, return the stored result related to the same requestId .",
      "operation": "sendInbox",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/inbox-stores-failure"
        },
        {
          "case": "laws/inbox-stores-accept"
        }
      ]
    },
    {
      "id": "SI-016",
      "page": "v2-messages-sendInbox",
      "quote": "It means that the same requestId only sends message once.",
      "operation": "sendInbox",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/sends-once"
        },
        {
          "case": "laws/parallel-equal-requests"
        }
      ]
    },
    {
      "id": "SI-017",
      "page": "v2-messages-sendInbox",
      "quote": "Max. length: 128 characters.",
      "operation": "sendInbox",
      "field": "request.requestId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/requestId/maxLength"
        },
        {
          "case": "boundaries/send-inbox/requestId/max-length"
        },
        {
          "case": "boundaries/send-inbox/requestId/code-points"
        }
      ]
    },
    {
      "id": "SI-018",
      "page": "v2-messages-sendInbox",
      "quote": "templateCode String Yes",
      "operation": "sendInbox",
      "field": "request.templateCode",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/templateCode/type"
        },
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/required"
        },
        {
          "case": "boundaries/send-inbox/templateCode/required"
        },
        {
          "case": "boundaries/send-inbox/templateCode/type"
        }
      ]
    },
    {
      "id": "SI-019",
      "page": "v2-messages-sendInbox",
      "quote": "An unique code to distinguish different content templates.",
      "operation": "sendInbox",
      "field": "request.templateCode",
      "level": "inferred",
      "enforcedBy": [
        {
          "case": "laws/variables-rendered"
        }
      ]
    },
    {
      "id": "SI-020",
      "page": "v2-messages-sendInbox",
      "quote": "Max. length: 256 characters.",
      "operation": "sendInbox",
      "field": "request.templateCode",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/templateCode/maxLength"
        },
        {
          "case": "boundaries/send-inbox/templateCode/max-length"
        },
        {
          "case": "boundaries/send-inbox/templateCode/code-points"
        }
      ]
    },
    {
      "id": "SI-021",
      "page": "v2-messages-sendInbox",
      "quote": "templates Array<ContentTemplate> Yes",
      "operation": "sendInbox",
      "field": "request.templates",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/templates/type"
        },
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/required"
        },
        {
          "case": "boundaries/send-inbox/templates/required"
        },
        {
          "case": "boundaries/send-inbox/templates/type"
        }
      ]
    },
    {
      "id": "SI-022",
      "page": "v2-messages-sendInbox",
      "quote": "A list of content templates of inbox messages to send.",
      "operation": "sendInbox",
      "field": "request.templates",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/templates/items"
        },
        {
          "case": "laws/inbox-channel"
        },
        {
          "case": "laws/variables-rendered"
        }
      ]
    },
    {
      "id": "SI-023",
      "page": "v2-messages-sendInbox",
      "quote": "The maximum array size is five.",
      "operation": "sendInbox",
      "field": "request.templates",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/templates/maxItems"
        },
        {
          "case": "boundaries/send-inbox/templates/max-items"
        }
      ]
    },
    {
      "id": "SI-024",
      "page": "v2-messages-sendInbox",
      "quote": "extendInfo String No",
      "operation": "sendInbox",
      "field": "request.extendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/extendInfo/type"
        },
        {
          "case": "boundaries/send-inbox/extendInfo/optional"
        },
        {
          "case": "boundaries/send-inbox/extendInfo/type"
        }
      ]
    },
    {
      "id": "SI-025",
      "page": "v2-messages-sendInbox",
      "quote": "The wallets and merchants can add additional information in this property.",
      "operation": "sendInbox",
      "field": "request.extendInfo",
      "level": "policy",
      "enforcedBy": [
        {
          "case": "laws/extend-info-echo"
        }
      ]
    },
    {
      "id": "SI-026",
      "page": "v2-messages-sendInbox",
      "quote": "Max. length: 4096 characters.",
      "operation": "sendInbox",
      "field": "request.extendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxRequest/properties/extendInfo/maxLength"
        },
        {
          "case": "boundaries/send-inbox/extendInfo/max-length"
        },
        {
          "case": "boundaries/send-inbox/extendInfo/code-points"
        }
      ]
    },
    {
      "id": "SI-027",
      "page": "v2-messages-sendInbox",
      "quote": "result Result Yes",
      "operation": "sendInbox",
      "field": "response.result",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxResponse/properties/result"
        },
        {
          "schema": "components/send-inbox.yaml#/SendInboxResponse/required"
        },
        {
          "case": "laws/response-schema"
        }
      ]
    },
    {
      "id": "SI-028",
      "page": "v2-messages-sendInbox",
      "quote": "The request result, which contains information like status and error codes.",
      "operation": "sendInbox",
      "field": "response.result",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxResult/required"
        },
        {
          "case": "laws/code-pairing"
        }
      ]
    },
    {
      "id": "SI-029",
      "page": "v2-messages-sendInbox",
      "quote": "messageId String No",
      "operation": "sendInbox",
      "field": "response.messageId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxResponse/properties/messageId/type"
        },
        {
          "case": "laws/success-has-message-id"
        },
        {
          "case": "client/success-without-message-id"
        }
      ]
    },
    {
      "id": "SI-030",
      "page": "v2-messages-sendInbox",
      "quote": "The unqiue ID to identify a message.",
      "operation": "sendInbox",
      "field": "response.messageId",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/message-id-unique"
        }
      ]
    },
    {
      "id": "SI-031",
      "page": "v2-messages-sendInbox",
      "quote": "Max. length: 258 characters.",
      "operation": "sendInbox",
      "field": "response.messageId",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxResponse/properties/messageId/maxLength"
        },
        {
          "case": "laws/message-id-well-formed"
        }
      ]
    },
    {
      "id": "SI-032",
      "page": "v2-messages-sendInbox",
      "quote": "extendInfo String No",
      "operation": "sendInbox",
      "field": "response.extendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxResponse/properties/extendInfo/type"
        },
        {
          "case": "laws/response-schema"
        }
      ]
    },
    {
      "id": "SI-033",
      "page": "v2-messages-sendInbox",
      "quote": "The additionally extensive information.",
      "operation": "sendInbox",
      "field": "response.extendInfo",
      "level": "policy",
      "enforcedBy": [
        {
          "case": "laws/extend-info-echo"
        }
      ]
    },
    {
      "id": "SI-034",
      "page": "v2-messages-sendInbox",
      "quote": "Max. length: 4096 characters.",
      "operation": "sendInbox",
      "field": "response.extendInfo",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxResponse/properties/extendInfo/maxLength"
        },
        {
          "case": "laws/response-schema"
        }
      ]
    },
    {
      "id": "SI-035",
      "page": "v2-messages-sendInbox",
      "quote": "In the response, the result.resultStatus field indicates the result of processing a request as follows.",
      "operation": "sendInbox",
      "field": "response.result",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "components/send-inbox.yaml#/SendInboxResult/properties/resultStatus/enum"
        },
        {
          "case": "laws/response-schema"
        },
        {
          "case": "client/outcome-success"
        },
        {
          "case": "client/outcome-accepted"
        },
        {
          "case": "client/outcome-failed"
        },
        {
          "case": "client/outcome-unknown"
        }
      ]
    },
    {
      "id": "SI-036",
      "page": "v2-messages-sendInbox",
      "quote": "It means that sending inbox messages via access tokens is successful.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/result-for-success"
        },
        {
          "case": "client/outcome-success"
        }
      ]
    },
    {
      "id": "SI-037",
      "page": "v2-messages-sendInbox",
      "quote": "The corresponding result.resultCode is \"SUCCESS\" and the result.resultMessage is \"Success\".",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/x-result-codes/0"
        },
        {
          "case": "laws/result-for-success"
        },
        {
          "case": "laws/success-message"
        },
        {
          "case": "client/success-any-case"
        }
      ]
    },
    {
      "id": "SI-038",
      "page": "v2-messages-sendInbox",
      "quote": "The request is accepted by wallets.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/accepted-delivers"
        },
        {
          "case": "client/outcome-accepted"
        },
        {
          "case": "client/no-retry-after-accept"
        }
      ]
    },
    {
      "id": "SI-039",
      "page": "v2-messages-sendInbox",
      "quote": "The corresponding result.resultCode is \"ACCEPT\"; and the result.resultMessage varies based on different situations.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/x-result-codes/1"
        },
        {
          "case": "laws/result-for-accept"
        }
      ]
    },
    {
      "id": "SI-040",
      "page": "v2-messages-sendInbox",
      "quote": "It means unknown exception occur on wallet side, the merchant or ISV may try again.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/inbox-retry-after-unknown"
        },
        {
          "case": "client/retry-unknown"
        },
        {
          "case": "client/outcome-unknown"
        }
      ]
    },
    {
      "id": "SI-041",
      "page": "v2-messages-sendInbox",
      "quote": "The corresponding result.resultCode is \"UNKNOWN_EXCEPTION\" and result.resultMessage is \"An API calling is failed, which is caused by unknown reasons.\".",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/x-result-codes/12"
        },
        {
          "case": "laws/result-for-unknown"
        },
        {
          "case": "laws/code-pairing"
        }
      ]
    },
    {
      "id": "SI-042",
      "page": "v2-messages-sendInbox",
      "quote": "It means that sending inbox messages via access tokens fails.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/failure-delivers-nothing"
        },
        {
          "case": "client/outcome-failed"
        },
        {
          "case": "client/no-retry-after-failure"
        }
      ]
    },
    {
      "id": "SI-043",
      "page": "v2-messages-sendInbox",
      "quote": "The corresponding result.resultCode and result.resultMessage vary based on different situations.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/codes-closed"
        },
        {
          "case": "laws/code-pairing"
        }
      ]
    },
    {
      "id": "SI-044",
      "page": "v2-messages-sendInbox",
      "quote": "Common error codes: are common for all Mini Program OpenAPIs.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/x-result-codes"
        },
        {
          "case": "laws/codes-reachable"
        }
      ]
    },
    {
      "id": "SI-045",
      "page": "v2-messages-sendInbox",
      "quote": "API-specific error codes: are listed in the following table.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/x-result-codes"
        },
        {
          "case": "laws/codes-reachable"
        },
        {
          "case": "laws/codes-closed"
        },
        {
          "case": "client/unknown-code"
        }
      ]
    },
    {
      "id": "SI-046",
      "page": "v2-messages-sendInbox",
      "quote": "F INVALID_ACCESS_TOKEN The access token is invalid. Restart the OAuth again or refresh the token and try again.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/x-result-codes/2"
        },
        {
          "case": "laws/code/send-inbox/INVALID_ACCESS_TOKEN"
        },
        {
          "case": "laws/code-pairing"
        },
        {
          "case": "laws/inbox-failure-before-user-status"
        }
      ]
    },
    {
      "id": "SI-047",
      "page": "v2-messages-sendInbox",
      "quote": "F INVALID_AUTH_CLIENT The authentication client ID is invalid. The authClientId is the appId for mini programs. Check if the appId is correct; if yes, contact your service provider.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/x-result-codes/3"
        },
        {
          "case": "laws/code/send-inbox/INVALID_AUTH_CLIENT"
        },
        {
          "case": "laws/code-pairing"
        },
        {
          "case": "laws/auth-client-registries"
        }
      ]
    },
    {
      "id": "SI-048",
      "page": "v2-messages-sendInbox",
      "quote": "F USER_STATUS_ERROR The user account status is wrong. The user account might be locked or unregistered.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/x-result-codes/4"
        },
        {
          "case": "laws/code/send-inbox/USER_STATUS_ERROR"
        },
        {
          "case": "laws/code-pairing"
        }
      ]
    },
    {
      "id": "SI-049",
      "page": "v2-messages-sendInbox",
      "quote": "F VERIFY_REQUEST_ID_INVALID The request ID is invalid. Check the format of the requestId and try again.",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "paths/send-inbox.yaml#/post/x-result-codes/5"
        },
        {
          "case": "laws/code/send-inbox/VERIFY_REQUEST_ID_INVALID"
        },
        {
          "case": "laws/code-pairing"
        },
        {
          "case": "laws/request-id-invalid"
        }
      ]
    },
    {
      "id": "SI-050",
      "page": "v2-messages-sendInbox",
      "quote": "Merchants send a request to send inbox messages to wallets by an access token",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "samples/send-inbox/inbox"
        },
        {
          "case": "client/sample/send-inbox/inbox"
        }
      ]
    },
    {
      "id": "SI-051",
      "page": "v2-messages-sendInbox",
      "quote": "Wallets returns a messsageId to merchants",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "case": "laws/success-has-message-id"
        }
      ]
    },
    {
      "id": "SI-052",
      "page": "v2-messages-sendInbox",
      "quote": "\"who\": \"string to represent a name\" }",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "examples/send-inbox.request.json#/templates/0/templateParameters/who"
        },
        {
          "case": "samples/send-inbox/inbox"
        },
        {
          "case": "client/sample/send-inbox/inbox"
        }
      ]
    },
    {
      "id": "SI-053",
      "page": "v2-messages-sendInbox",
      "quote": "{ \"messageId\": \"20201235900212xxxx\", \"extendInfo\": \"This is additional information\", \"result\": {",
      "operation": "sendInbox",
      "level": "documented",
      "enforcedBy": [
        {
          "schema": "examples/send-inbox.response.json#/messageId"
        },
        {
          "case": "samples/send-inbox/inbox"
        },
        {
          "case": "client/sample/send-inbox/response"
        }
      ]
    }
  ]
};
