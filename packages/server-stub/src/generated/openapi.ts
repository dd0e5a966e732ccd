// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit.

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** The whole specification in one document, with the result codes of each operation in its description. */
export const openapiDocument: JsonObject = {
  openapi: "3.1.0",
  info: {
    title: "Mini Program Messages",
    version: "0.1.0",
    summary: "Send push, SMS and inbox notifications to the users of a super app.",
    description:
      "Two operations of the Mini Program Platform with which a merchant's or ISV's backend notifies the users of a\nsuper app: `sendMessage`, and its deprecated predecessor `sendInbox`.\n\n**Every answer is HTTP 200** with a result envelope; `result.resultStatus` says what happened.\n`S` succeeded, `A` accepted (sendInbox only), `F` failed, `U` unknown. `U`, another HTTP status, a timeout and a broken\nconnection all mean that the outcome is unknown: send the same body with the same `requestId` again.\n\n**The address** of a deployment is assigned by the platform: a host, and a path prefix such as `/api/open`, `/api` or\n`/acl/api`, which may be empty. The prefix belongs to the signed URI.\n\n**Result codes are an open set.** The codes that are known for an operation are in its description and, for programs,\nin its `x-result-codes`, each with its source: `api-page` (the table of that operation's page), `common` (the common codes of V2), `borrowed` (gateway\nfaults documented for a sibling product only). Never branch on `resultMessage`.\n\n**Signature.** With RSA-2048, PKCS#1 v1.5 and SHA-256 over\n\n```\n<METHOD> <URI>\\n<Client-Id>.<Request-Time>.<BODY>\n```\n\nwhere URI is path and query with the deployment's prefix and without the host, Request-Time the header's exact\nstring, and BODY the exact bytes that are sent. The answer is signed the same way with its `response-time`\nand the method and URI of its request. Answers to requests that could not be verified are unsigned.\n\n**Lengths** count Unicode code points. **Unknown properties** are accepted and ignored.\n",
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [
    {
      url: "https://{domainName}{prefix}",
      description: "Platform",
      variables: { domainName: { default: "open.platform.invalid" }, prefix: { default: "/api/open" } },
    },
    { url: "http://127.0.0.1:4010", description: "Server stub" },
  ],
  security: [],
  tags: [{ name: "Notifications", description: "Notify the user of a super app through a message template." }],
  paths: {
    "/v2/miniprogram/message/send": {
      post: {
        operationId: "sendMessage",
        tags: ["Notifications"],
        summary: "Send a notification",
        description:
          "A merchant sends a service notification, such as a payment result or an order status, to a user via Mini Program\nPlatform. The template that `templateCode` names decides the channel: push, SMS or inbox.\n\nBefore calling, add the Send_Message feature to the mini program in Mini Program Platform.\n\n**Result process logic**, by `result.resultStatus`:\n\n- `S`: the request of the notification delivery is successful, regardless of whether the notification is successfully\n  sent. `resultCode` is `SUCCESS`, `resultMessage` is `success`. Sending the same requestId again returns the same\n  messageId.\n- `U`: the status of the notification delivery request is unknown. `resultCode` is `UNKNOWN_EXCEPTION`. Send the same\n  request with the same requestId again.\n- `F`: the request of the notification delivery is failed. `resultCode` and `resultMessage` vary; each result code\n  says what to do next.\n\n**Result codes.** The set is open: decide on a code that is not here by its status.\n\n| code | status | message | what to do |\n| --- | --- | --- | --- |\n| `SUCCESS` | `S` | success |  |\n| `TEMPLATE_NOT_EXIST` | `F` | The template does not exist. | Check whether the template ID is correct. |\n| `USER_NOT_SUBSCRIBED` | `F` | The user does not subscribe to this channel. |  |\n| `MESSAGE_SEND_EXCEED_LIMIT` | `F` | The delivery frequency of the notification exceeds the limits set by the super app. |  |\n| `PROCESS_FAIL` | `F` | A general business failure occurred. Do not retry. | contact technical support |\n| `PARAM_ILLEGAL` | `F` | Illegal parameters. For example, non-numeric input, invalid date. | check header and body fields |\n| `INVALID_API` | `F` | The called API is invalid or not active. | check the API name |\n| `ACCESS_DENIED` | `F` | Access is denied. | see the resultMessage |\n| `REQUEST_TRAFFIC_EXCEED_LIMIT` | `F` | The request traffic exceeds the limit. | slow down |\n| `EXPIRED_ACCESS_TOKEN` | `F` | The access token is expired. | refresh the token |\n| `UNKNOWN_EXCEPTION` | `U` | An API calling is failed, which is caused by unknown reasons. | send again with the same requestId |\n| `INVALID_SIGNATURE` | `F` | The signature is invalid. | check the signed string, the key and the Signature header |\n| `INVALID_CLIENT` | `F` | The client is invalid. | check the Client-Id header |\n| `KEY_NOT_FOUND` | `F` | The key is not found. | check keyVersion and the public key registered for the client |\n| `METHOD_NOT_SUPPORTED` | `F` | The HTTP method is not supported. | use POST |\n| `MEDIA_TYPE_NOT_ACCEPTABLE` | `F` | The media type is not acceptable. | send application/json; charset=UTF-8 |\n| `REPEAT_REQ_INCONSISTENT` | `F` | The repeated request is inconsistent with the first one. | use a new requestId for other content |\n",
        parameters: [
          { $ref: "#/components/parameters/Signature" },
          { $ref: "#/components/parameters/ClientId" },
          { $ref: "#/components/parameters/RequestTime" },
        ],
        requestBody: {
          required: true,
          description: "The notification and its receiver.",
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/SendMessageRequest" },
              examples: {
                push: {
                  summary: "Push",
                  value: {
                    appId: "P000000000000001xxxx",
                    authClientId: "202016726873874774774xxxx",
                    requestId: "20191129872100000777719901212",
                    accessToken: "2019112719074101000700000077771xxxx",
                    templateCode: "TP_5800000001xxxx",
                    customerBelongsTo: "GCASH",
                    templates: [
                      {
                        templateParameters: {
                          pushContentUrl: "http://region.demo.com/app/1092?appId=28972",
                          customTitle: "test title",
                          customContent: "test content",
                        },
                        language: "en-US",
                      },
                    ],
                  },
                },
                sms: {
                  summary: "SMS",
                  value: {
                    appId: "P000000000000001xxxx",
                    authClientId: "202016726873874774774xxxx",
                    requestId: "20191129872100000777719901212",
                    accessToken: "2019112719074101000700000077771xxxx",
                    templateCode: "TP_5800000001xxxx",
                    customerBelongsTo: "GCASH",
                    templates: [{ templateParameters: { customContent: "test content" }, language: "en-US" }],
                  },
                },
                inbox: {
                  summary: "Inbox",
                  value: {
                    appId: "P000000000000001xxxx",
                    authClientId: "202016726873874774774xxxx",
                    requestId: "20191129872100000777719901212",
                    accessToken: "2019112719074101000700000077771xxxx",
                    templateCode: "TP_5800000001xxxx",
                    customerBelongsTo: "GCASH",
                    templates: [
                      {
                        templateParameters: {
                          headerLink: "http://region.demo.com/cdn?sourceId=90801",
                          bodyUrl: "http://region.demo.com/cdn/index.htm?id=90801",
                          firstLinkName: "hello",
                          firstLinkUrl: "http://region.demo.com/cdn/index.htm?id=9876542",
                          customTitle: "test title",
                          customContent: "test content",
                        },
                        language: "en-US",
                      },
                    ],
                  },
                },
              },
            },
          },
        },
        responses: {
          "200": {
            description: "The result, whatever its status.",
            headers: {
              signature: { $ref: "#/components/headers/signature" },
              "client-id": { $ref: "#/components/headers/client-id" },
              "response-time": { $ref: "#/components/headers/response-time" },
              "tracer-id": { $ref: "#/components/headers/tracer-id" },
            },
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/SendMessageResponse" },
                examples: {
                  success: {
                    summary: "The documented response",
                    value: { result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" } },
                  },
                },
              },
            },
          },
        },
        "x-result-codes": [
          { code: "SUCCESS", status: "S", message: "success", action: "", source: "common" },
          {
            code: "TEMPLATE_NOT_EXIST",
            status: "F",
            message: "The template does not exist.",
            action: "Check whether the template ID is correct.",
            source: "api-page",
          },
          {
            code: "USER_NOT_SUBSCRIBED",
            status: "F",
            message: "The user does not subscribe to this channel.",
            action: "-",
            source: "api-page",
          },
          {
            code: "MESSAGE_SEND_EXCEED_LIMIT",
            status: "F",
            message: "The delivery frequency of the notification exceeds the limits set by the super app.",
            action: "-",
            source: "api-page",
          },
          {
            code: "PROCESS_FAIL",
            status: "F",
            message: "A general business failure occurred. Do not retry.",
            action: "contact technical support",
            source: "common",
          },
          {
            code: "PARAM_ILLEGAL",
            status: "F",
            message: "Illegal parameters. For example, non-numeric input, invalid date.",
            action: "check header and body fields",
            source: "common",
          },
          {
            code: "INVALID_API",
            status: "F",
            message: "The called API is invalid or not active.",
            action: "check the API name",
            source: "common",
          },
          {
            code: "ACCESS_DENIED",
            status: "F",
            message: "Access is denied.",
            action: "see the resultMessage",
            source: "common",
          },
          {
            code: "REQUEST_TRAFFIC_EXCEED_LIMIT",
            status: "F",
            message: "The request traffic exceeds the limit.",
            action: "slow down",
            source: "common",
          },
          {
            code: "EXPIRED_ACCESS_TOKEN",
            status: "F",
            message: "The access token is expired.",
            action: "refresh the token",
            source: "common",
          },
          {
            code: "UNKNOWN_EXCEPTION",
            status: "U",
            message: "An API calling is failed, which is caused by unknown reasons.",
            action: "send again with the same requestId",
            source: "common",
          },
          {
            code: "INVALID_SIGNATURE",
            status: "F",
            message: "The signature is invalid.",
            action: "check the signed string, the key and the Signature header",
            source: "borrowed",
          },
          {
            code: "INVALID_CLIENT",
            status: "F",
            message: "The client is invalid.",
            action: "check the Client-Id header",
            source: "borrowed",
          },
          {
            code: "KEY_NOT_FOUND",
            status: "F",
            message: "The key is not found.",
            action: "check keyVersion and the public key registered for the client",
            source: "borrowed",
          },
          {
            code: "METHOD_NOT_SUPPORTED",
            status: "F",
            message: "The HTTP method is not supported.",
            action: "use POST",
            source: "borrowed",
          },
          {
            code: "MEDIA_TYPE_NOT_ACCEPTABLE",
            status: "F",
            message: "The media type is not acceptable.",
            action: "send application/json; charset=UTF-8",
            source: "borrowed",
          },
          {
            code: "REPEAT_REQ_INCONSISTENT",
            status: "F",
            message: "The repeated request is inconsistent with the first one.",
            action: "use a new requestId for other content",
            source: "borrowed",
          },
        ],
      },
    },
    "/v2/messages/sendInbox": {
      post: {
        operationId: "sendInbox",
        deprecated: true,
        tags: ["Notifications"],
        summary: "Send an inbox message",
        description:
          "**Deprecated: use `sendMessage` (`POST /v2/miniprogram/message/send`).** This API is no longer maintained; all its\nfunctionalities have been migrated to the successor. Every answer says so in its `Deprecation` and `Link` headers.\n\nA merchant or Independent Software Vendor (ISV) sends an inbox message to a wallet by using an access token. The channel\nis always inbox.\n\n**Result process logic**, by `result.resultStatus`:\n\n- `S`: sending inbox messages via access tokens is successful. `resultCode` is `SUCCESS`, `resultMessage` is `success`.\n- `A`: the request is accepted by wallets. `resultCode` is `ACCEPT`; `resultMessage` varies. Do not resend.\n- `U`: an unknown exception occurred on the wallet's side, and the merchant or ISV may try again, with the same\n  requestId. `resultCode` is `UNKNOWN_EXCEPTION`.\n- `F`: sending inbox messages via access tokens fails. `resultCode` and `resultMessage` vary; each result code\n  says what to do next.\n\n**Result codes.** The set is open: decide on a code that is not here by its status.\n\n| code | status | message | what to do |\n| --- | --- | --- | --- |\n| `SUCCESS` | `S` | success |  |\n| `ACCEPT` | `A` | The request is accepted. | do not resend |\n| `INVALID_ACCESS_TOKEN` | `F` | The access token is invalid. | Restart the OAuth again or refresh the token and try again. |\n| `INVALID_AUTH_CLIENT` | `F` | The authentication client ID is invalid. | The authClientId is the appId for mini programs. Check if the appId is correct; if yes, contact your service provider. |\n| `USER_STATUS_ERROR` | `F` | The user account status is wrong. | The user account might be locked or unregistered. |\n| `VERIFY_REQUEST_ID_INVALID` | `F` | The request ID is invalid. | Check the format of the requestId and try again. |\n| `PROCESS_FAIL` | `F` | A general business failure occurred. Do not retry. | contact technical support |\n| `PARAM_ILLEGAL` | `F` | Illegal parameters. For example, non-numeric input, invalid date. | check header and body fields |\n| `INVALID_API` | `F` | The called API is invalid or not active. | check the API name |\n| `ACCESS_DENIED` | `F` | Access is denied. | see the resultMessage |\n| `REQUEST_TRAFFIC_EXCEED_LIMIT` | `F` | The request traffic exceeds the limit. | slow down |\n| `EXPIRED_ACCESS_TOKEN` | `F` | The access token is expired. | refresh the token |\n| `UNKNOWN_EXCEPTION` | `U` | An API calling is failed, which is caused by unknown reasons. | send again with the same requestId |\n| `INVALID_SIGNATURE` | `F` | The signature is invalid. | check the signed string, the key and the Signature header |\n| `INVALID_CLIENT` | `F` | The client is invalid. | check the Client-Id header |\n| `KEY_NOT_FOUND` | `F` | The key is not found. | check keyVersion and the public key registered for the client |\n| `METHOD_NOT_SUPPORTED` | `F` | The HTTP method is not supported. | use POST |\n| `MEDIA_TYPE_NOT_ACCEPTABLE` | `F` | The media type is not acceptable. | send application/json; charset=UTF-8 |\n| `REPEAT_REQ_INCONSISTENT` | `F` | The repeated request is inconsistent with the first one. | use a new requestId for other content |\n",
        parameters: [
          { $ref: "#/components/parameters/Signature" },
          { $ref: "#/components/parameters/ClientId" },
          { $ref: "#/components/parameters/RequestTime" },
        ],
        requestBody: {
          required: true,
          description: "The inbox message and its receiver.",
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/SendInboxRequest" },
              examples: {
                inbox: {
                  summary: "The documented request",
                  value: {
                    accessToken: "2019112719074101000700000077771xxxx",
                    authClientId: "202016726873874774774xxxx",
                    requestId: "20191127190741010007013213123xxxx",
                    templateCode: "TP_5800000001xxxx",
                    templates: [{ templateParameters: { who: "string to represent a name" }, language: "en-US" }],
                    extendInfo: "This is additional information",
                  },
                },
              },
            },
          },
        },
        responses: {
          "200": {
            description: "The result, whatever its status.",
            headers: {
              signature: { $ref: "#/components/headers/signature" },
              "client-id": { $ref: "#/components/headers/client-id" },
              "response-time": { $ref: "#/components/headers/response-time" },
              "tracer-id": { $ref: "#/components/headers/tracer-id" },
              Deprecation: { $ref: "#/components/headers/deprecation" },
              Link: { $ref: "#/components/headers/successor" },
            },
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/SendInboxResponse" },
                examples: {
                  success: {
                    summary: "The documented response",
                    value: {
                      messageId: "20201235900212xxxx",
                      extendInfo: "This is additional information",
                      result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
                    },
                  },
                },
              },
            },
          },
        },
        "x-result-codes": [
          { code: "SUCCESS", status: "S", message: "success", action: "", source: "common" },
          {
            code: "ACCEPT",
            status: "A",
            message: "The request is accepted.",
            action: "do not resend",
            source: "common",
          },
          {
            code: "INVALID_ACCESS_TOKEN",
            status: "F",
            message: "The access token is invalid.",
            action: "Restart the OAuth again or refresh the token and try again.",
            source: "api-page",
          },
          {
            code: "INVALID_AUTH_CLIENT",
            status: "F",
            message: "The authentication client ID is invalid.",
            action:
              "The authClientId is the appId for mini programs. Check if the appId is correct; if yes, contact your service provider.",
            source: "api-page",
          },
          {
            code: "USER_STATUS_ERROR",
            status: "F",
            message: "The user account status is wrong.",
            action: "The user account might be locked or unregistered.",
            source: "api-page",
          },
          {
            code: "VERIFY_REQUEST_ID_INVALID",
            status: "F",
            message: "The request ID is invalid.",
            action: "Check the format of the requestId and try again.",
            source: "api-page",
          },
          {
            code: "PROCESS_FAIL",
            status: "F",
            message: "A general business failure occurred. Do not retry.",
            action: "contact technical support",
            source: "common",
          },
          {
            code: "PARAM_ILLEGAL",
            status: "F",
            message: "Illegal parameters. For example, non-numeric input, invalid date.",
            action: "check header and body fields",
            source: "common",
          },
          {
            code: "INVALID_API",
            status: "F",
            message: "The called API is invalid or not active.",
            action: "check the API name",
            source: "common",
          },
          {
            code: "ACCESS_DENIED",
            status: "F",
            message: "Access is denied.",
            action: "see the resultMessage",
            source: "common",
          },
          {
            code: "REQUEST_TRAFFIC_EXCEED_LIMIT",
            status: "F",
            message: "The request traffic exceeds the limit.",
            action: "slow down",
            source: "common",
          },
          {
            code: "EXPIRED_ACCESS_TOKEN",
            status: "F",
            message: "The access token is expired.",
            action: "refresh the token",
            source: "common",
          },
          {
            code: "UNKNOWN_EXCEPTION",
            status: "U",
            message: "An API calling is failed, which is caused by unknown reasons.",
            action: "send again with the same requestId",
            source: "common",
          },
          {
            code: "INVALID_SIGNATURE",
            status: "F",
            message: "The signature is invalid.",
            action: "check the signed string, the key and the Signature header",
            source: "borrowed",
          },
          {
            code: "INVALID_CLIENT",
            status: "F",
            message: "The client is invalid.",
            action: "check the Client-Id header",
            source: "borrowed",
          },
          {
            code: "KEY_NOT_FOUND",
            status: "F",
            message: "The key is not found.",
            action: "check keyVersion and the public key registered for the client",
            source: "borrowed",
          },
          {
            code: "METHOD_NOT_SUPPORTED",
            status: "F",
            message: "The HTTP method is not supported.",
            action: "use POST",
            source: "borrowed",
          },
          {
            code: "MEDIA_TYPE_NOT_ACCEPTABLE",
            status: "F",
            message: "The media type is not acceptable.",
            action: "send application/json; charset=UTF-8",
            source: "borrowed",
          },
          {
            code: "REPEAT_REQ_INCONSISTENT",
            status: "F",
            message: "The repeated request is inconsistent with the first one.",
            action: "use a new requestId for other content",
            source: "borrowed",
          },
        ],
      },
    },
  },
  components: {
    parameters: {
      Signature: {
        name: "Signature",
        in: "header",
        required: true,
        description:
          "Signature over method, URI, Client-Id, Request-Time and the exact bytes of the body: parts `name=value` between\ncommas, in any order, with spaces or tabs around the commas; names ignore case. `signature` is base64, URL-encoded or\nraw. `algorithm` is RSA256 when it is missing; without `keyVersion` the latest key of the client is meant.\n",
        schema: {
          type: "string",
          pattern:
            "^([A-Za-z]+=[!-+.-~-]+[ \t]*,[ \t]*){0,2}[Ss][Ii][Gg][Nn][Aa][Tt][Uu][Rr][Ee]=[A-Za-z0-9%+/=]+([ \t]*,[ \t]*[A-Za-z]+=[!-+.-~-]+){0,2}$",
        },
        example:
          "algorithm=RSA256, keyVersion=1, signature=KEhXthj4bJ801Hqw8kaLvEKc0Rii8KsNUazw7kZgjxyGSPuOZ48058UVJUkkR21iD9JkHBGR",
      },
      ClientId: {
        name: "Client-Id",
        in: "header",
        required: true,
        description: "Identifies the caller and selects its keys.",
        schema: { type: "string", pattern: "^[!-~]+$" },
        example: "202016726873874774774xxxx",
      },
      RequestTime: {
        name: "Request-Time",
        in: "header",
        required: true,
        description:
          "Time of the attempt: ISO 8601 with offset and any number of fraction digits, or the epoch in milliseconds (13 digits)\nor seconds (10 digits). Without an offset it is UTC. The signature covers this exact string.\n",
        schema: {
          type: "string",
          pattern:
            "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?|[0-9]{13}|[0-9]{10})$",
        },
        example: "2019-04-04T12:08:56.253+05:30",
      },
    },
    schemas: {
      ContentTemplate: {
        type: "object",
        description:
          "One language of a notification's content: values for the variables that are predefined in the template. Both\nproperties are optional by the data dictionary (erratum E07).\n",
        properties: {
          templateParameters: {
            type: "object",
            description:
              "Values by variable. A key is a variable predefined in the template, hence an open map of strings; the character\nrule of the scalar fields does not apply inside (erratum E04).\n",
            additionalProperties: { type: "string", description: "Value of the variable." },
            examples: [{ customTitle: "test title", customContent: "test content" }],
          },
          language: { type: "string", description: "Language of the content as an RFC 1766 tag.", examples: ["en-US"] },
        },
      },
      SendMessageRequest: {
        type: "object",
        description: "A request of notification delivery.",
        required: [
          "appId",
          "accessToken",
          "customerBelongsTo",
          "requestId",
          "authClientId",
          "templateCode",
          "templates",
        ],
        properties: {
          appId: {
            type: "string",
            maxLength: 32,
            pattern: "^[^@#?]*$",
            description:
              "The unique ID assigned by Mini Program Platform to identify a mini program. At most 32 characters, none of them\n`@`, `#` or `?`. Obtain it via the my.getAppIdSync JSAPI or Mini Program Platform.\n",
            examples: ["P000000000000001xxxx"],
          },
          accessToken: {
            type: "string",
            maxLength: 128,
            pattern: "^[^@#?]*$",
            description:
              "The access token that is used to access user information. At most 128 characters, none of them `@`, `#` or `?`.\nObtain it via the /v2/authorizations/applyToken API.\n",
            examples: ["2019112719074101000700000077771xxxx"],
          },
          customerBelongsTo: {
            type: "string",
            description:
              "The super app that the user uses. Valid values are: `ALIPAY_CN` Alipay CN, `ALIPAY_HK` Alipay HK, `ALIPAY_MO`\nAlipay MO, `TNG` Touch 'n Go, `GCASH` Gcash, `DANA` Dana, `KAKAOPAY` KakaoPay, `BKASH` bKash, `CHOPE` Chope,\n`TRUEMONEY` TrueMoney.\n",
            enum: [
              "ALIPAY_CN",
              "ALIPAY_HK",
              "ALIPAY_MO",
              "TNG",
              "GCASH",
              "DANA",
              "KAKAOPAY",
              "BKASH",
              "CHOPE",
              "TRUEMONEY",
            ],
            "x-enumDescriptions": {
              ALIPAY_CN: "Alipay CN",
              ALIPAY_HK: "Alipay HK",
              ALIPAY_MO: "Alipay MO",
              TNG: "Touch 'n Go",
              GCASH: "GCash",
              DANA: "Dana",
              KAKAOPAY: "KakaoPay",
              BKASH: "bKash",
              CHOPE: "Chope",
              TRUEMONEY: "TrueMoney",
            },
            examples: ["TNG"],
          },
          requestId: {
            type: "string",
            maxLength: 64,
            pattern: "^[^@#?]*$",
            description:
              "The unique ID assigned by the merchant to identify a request of notification delivery, for example the tradeNo\nof a payment. At most 64 characters, none of them `@`, `#` or `?`. It is the idempotency field: notifications that\nare sent with the same requestId and reach an S status have the same messageId. After F or U the same requestId\nmay be sent again.\n",
            examples: ["20191127190741010007013213123xxxx"],
          },
          authClientId: {
            type: "string",
            maxLength: 128,
            pattern: "^[^@#?]*$",
            description:
              "The unique ID assigned by the super app to identify an authorized merchant. At most 128 characters, none of them\n`@`, `#` or `?`.\n",
            examples: ["202016726873874774774xxxx"],
          },
          templateCode: {
            type: "string",
            maxLength: 64,
            pattern: "^[^@#?]*$",
            description:
              "The unique code assigned by Mini Program Platform to identify a template. The template decides the channel: push,\nSMS or inbox. At most 64 characters, none of them `@`, `#` or `?`.\n",
            examples: ["TP_5800000001xxxx"],
          },
          templates: {
            type: "array",
            minItems: 1,
            maxItems: 5,
            description:
              "Content of the notification, one element per language. Templates are created by the super app for the merchant to\ncustomize the content and layouts of notifications. At most 5 elements, at least one (erratum E06).\n",
            items: { $ref: "#/components/schemas/ContentTemplate" },
            examples: [
              [
                {
                  templateParameters: {
                    pushContentUrl: "http://www.taobao.com",
                    customTitle: "test title",
                    customContent: "test content",
                  },
                  language: "en-US",
                },
              ],
              [{ templateParameters: { customContent: "test content" }, language: "en-US" }],
              [
                {
                  templateParameters: {
                    headerLink: "http://www.taobao.com",
                    bodyUrl: "http://www.taobao.com",
                    firstLinkName: "hello",
                    firstLinkUrl: "linkName",
                    customTitle: "test title",
                    customContent: "test content",
                  },
                  language: "en-US",
                },
              ],
            ],
          },
          extendInfo: {
            type: ["string", "null"],
            maxLength: 4096,
            pattern: "^[^@#?]*$",
            description:
              "The extended information about this API. At most 4096 characters, none of them `@`, `#` or `?`. Can be null.\n",
            examples: ["This is additional information"],
          },
        },
      },
      SendMessageResult: {
        type: "object",
        description: "The request result such as status and error codes.",
        required: ["resultCode", "resultStatus", "resultMessage"],
        properties: {
          resultCode: {
            type: "string",
            maxLength: 64,
            description:
              "What happened, exactly. An open set; the known codes are in `x-result-codes` of the operation.",
            examples: ["SUCCESS"],
          },
          resultStatus: {
            type: "string",
            description:
              "`S`: the request of the notification delivery is successful, regardless of whether the notification is successfully\nsent. `F`: the request is failed. `U`: the status of the request is unknown.\n",
            enum: ["S", "F", "U"],
            "x-enumDescriptions": {
              S: "The request of the notification delivery is successful.",
              F: "The request of the notification delivery is failed.",
              U: "The status of the notification delivery request is unknown.",
            },
            examples: ["S"],
          },
          resultMessage: {
            type: "string",
            maxLength: 256,
            description: "Text for humans. It varies (`success`, `Success`); never branch on it.",
            examples: ["success"],
          },
        },
      },
      SendMessageResponse: {
        type: "object",
        description: "The answer to a request of notification delivery, whatever its status.",
        required: ["result"],
        properties: {
          result: { $ref: "#/components/schemas/SendMessageResult" },
          messageId: {
            type: "string",
            maxLength: 64,
            pattern: "^[^@#?]*$",
            description:
              "The unique ID assigned by Mini Program Platform to identify a notification. At most 64 characters, none of them\n`@`, `#` or `?`. Comes with every S of the stub and never with F or U; a reader accepts an S without it\n(erratum E01).\n",
            examples: ["000demo163853607887602123986120"],
          },
          extendInfo: {
            type: ["string", "null"],
            maxLength: 4096,
            pattern: "^[^@#?]*$",
            description:
              "The extended information about this API, under the name that the request uses (erratum E02). At most 4096\ncharacters, none of them `@`, `#` or `?`. Can be null.\n",
            examples: ["This is additional information"],
          },
          entendInfo: {
            type: ["string", "null"],
            maxLength: 4096,
            pattern: "^[^@#?]*$",
            deprecated: true,
            description:
              "The extended information about this API, in the spelling of the page. Read `extendInfo` as well (erratum E02). At\nmost 4096 characters, none of them `@`, `#` or `?`. Can be null.\n",
            examples: ["This is additional information"],
          },
        },
      },
      SendInboxRequest: {
        type: "object",
        description: "A request to send an inbox message.",
        required: ["accessToken", "requestId", "templateCode", "templates"],
        properties: {
          accessToken: {
            type: "string",
            maxLength: 128,
            description: "An access token that is used to send inbox messages. At most 128 characters.",
            examples: ["2019112719074101000700000077771xxxx"],
          },
          authClientId: {
            type: "string",
            maxLength: 128,
            description: "The unique auth client ID. At most 128 characters. For mini programs it is the appId.\n",
            examples: ["202016726873874774774xxxx"],
          },
          requestId: {
            type: "string",
            maxLength: 128,
            description:
              "The unique ID to identify a request at a transaction. At most 128 characters. It is idempotent: the stored result\nof a requestId is returned, and the same requestId only sends the message once. A result U is never stored\n(erratum E16). A string of illegal length, as the only fault, answers VERIFY_REQUEST_ID_INVALID (erratum E13).\n",
            examples: ["20191127190741010007013213123xxxx"],
          },
          templateCode: {
            type: "string",
            maxLength: 256,
            description: "A unique code to distinguish different content templates. At most 256 characters.",
            examples: ["TP_5800000001xxxx"],
          },
          templates: {
            type: "array",
            minItems: 1,
            maxItems: 5,
            description:
              "A list of content templates of inbox messages to send. The maximum array size is five, at least one (erratum E06).\n",
            items: { $ref: "#/components/schemas/ContentTemplate" },
            examples: [
              [{ templateParameters: { who: "string to represent a name, e.g. XiaoMing" }, language: "en-US" }],
            ],
          },
          extendInfo: {
            type: "string",
            maxLength: 4096,
            description:
              "The extensive information. The wallets and merchants can add additional information in this property. At most 4096\ncharacters.\n",
            examples: ["This is additional information"],
          },
        },
      },
      SendInboxResult: {
        type: "object",
        description: "The request result, which contains information like status and error codes.",
        required: ["resultCode", "resultStatus", "resultMessage"],
        properties: {
          resultCode: {
            type: "string",
            maxLength: 64,
            description:
              "What happened, exactly. An open set; the known codes are in `x-result-codes` of the operation.",
            examples: ["SUCCESS"],
          },
          resultStatus: {
            type: "string",
            description:
              "`S`: sending inbox messages via access tokens is successful. `A`: the request is accepted by wallets. `F`: sending\ninbox messages via access tokens fails. `U`: an unknown exception occurred on the wallet's side, and the merchant or\nISV may try again.\n",
            enum: ["S", "A", "F", "U"],
            "x-enumDescriptions": {
              S: "Sending inbox messages via access tokens is successful.",
              A: "The request is accepted by wallets.",
              F: "Sending inbox messages via access tokens fails.",
              U: "An unknown exception occurred on the wallet's side; the merchant or ISV may try again.",
            },
            examples: ["S"],
          },
          resultMessage: {
            type: "string",
            maxLength: 256,
            description: "Text for humans. It varies (`success`, `Success`); never branch on it.",
            examples: ["success"],
          },
        },
      },
      SendInboxResponse: {
        type: "object",
        description: "The answer to a request to send an inbox message, whatever its status.",
        required: ["result"],
        properties: {
          result: { $ref: "#/components/schemas/SendInboxResult" },
          messageId: {
            type: "string",
            maxLength: 258,
            description:
              "The unique ID to identify a message. At most 258 characters. Comes with every S and A of the stub and never with F\nor U (erratum E01).\n",
            examples: ["20201235900212xxxx"],
          },
          extendInfo: {
            type: "string",
            maxLength: 4096,
            description: "The additionally extensive information. At most 4096 characters.",
            examples: ["This is additional information"],
          },
        },
      },
    },
    headers: {
      signature: {
        description:
          "Signature over method, URI, client-id, response-time and the exact bytes of the answer. Missing when the request\ncould not be verified.\n",
        required: false,
        schema: {
          type: "string",
          pattern:
            "^([A-Za-z]+=[!-+.-~-]+[ \t]*,[ \t]*){0,2}[Ss][Ii][Gg][Nn][Aa][Tt][Uu][Rr][Ee]=[A-Za-z0-9%+/=]+([ \t]*,[ \t]*[A-Za-z]+=[!-+.-~-]+){0,2}$",
        },
        example:
          "algorithm=RSA256, keyVersion=1, signature=KEhXthj4bJ801Hqw8kaLvEKc0Rii8KsNUazw7kZgjxyGSPuOZ48058UVJUkkR21iD9JkHBGR",
      },
      "client-id": {
        description: "The Client-Id of the request.",
        required: false,
        schema: { type: "string", pattern: "^[!-~]+$" },
        example: "202016726873874774774xxxx",
      },
      "response-time": {
        description: "Time of the answer, ISO 8601 with offset. Present exactly when the answer is signed.",
        required: false,
        schema: {
          type: "string",
          pattern:
            "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)$",
        },
        example: "2019-04-04T12:08:56+05:30",
      },
      "tracer-id": {
        description: "The platform's own id of this exchange, for a support request.",
        required: false,
        schema: { type: "string", pattern: "^[!-~]+$" },
        example: "0b8ff2ee16385388760212398",
      },
      deprecation: {
        description:
          "Since when the operation is deprecated (RFC 9745: `@` and seconds since 1970). The page names no date; any past one\nsays that the operation is deprecated now.\n",
        required: true,
        schema: { type: "string", pattern: "^@-?[0-9]{1,15}$" },
        example: "@1704067200",
      },
      successor: {
        description: "The operation that succeeds this one, as a relation `successor-version` (RFC 8288).",
        required: true,
        schema: { type: "string" },
        example: '</v2/miniprogram/message/send>; rel="successor-version"',
      },
    },
  },
};
