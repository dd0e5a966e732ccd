// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit.

import { createRoute, z } from "@hono/zod-openapi";

export const ContentTemplateSchema = z
  .object({
    templateParameters: z
      .record(z.string(), z.string().openapi({ description: "Value of the variable." }))
      .exactOptional()
      .openapi({
        description:
          "Values by variable. A key is a variable predefined in the template, hence an open map of strings; the character\nrule of the scalar fields does not apply inside (erratum E04).\n",
      }),
    language: z.string().exactOptional().openapi({ description: "Language of the content as an RFC 1766 tag." }),
  })
  .openapi({
    description:
      "One language of a notification's content: values for the variables that are predefined in the template. Both\nproperties are optional by the data dictionary (erratum E07).\n",
    required: [],
  })
  .openapi("ContentTemplate");

export type ContentTemplate = z.infer<typeof ContentTemplateSchema>;

export const SendMessageRequestSchema = z
  .object({
    appId: z
      .string()
      .regex(/^[^@#?]*$/)
      .max(32)
      .openapi({
        description:
          "The unique ID assigned by Mini Program Platform to identify a mini program. At most 32 characters, none of them\n`@`, `#` or `?`. Obtain it via the my.getAppIdSync JSAPI or Mini Program Platform.\n",
      }),
    accessToken: z
      .string()
      .regex(/^[^@#?]*$/)
      .max(128)
      .openapi({
        description:
          "The access token that is used to access user information. At most 128 characters, none of them `@`, `#` or `?`.\nObtain it via the /v2/authorizations/applyToken API.\n",
      }),
    customerBelongsTo: z
      .enum(["ALIPAY_CN", "ALIPAY_HK", "ALIPAY_MO", "TNG", "GCASH", "DANA", "KAKAOPAY", "BKASH", "CHOPE", "TRUEMONEY"])
      .openapi({
        description:
          "The super app that the user uses. Valid values are: `ALIPAY_CN` Alipay CN, `ALIPAY_HK` Alipay HK, `ALIPAY_MO`\nAlipay MO, `TNG` Touch 'n Go, `GCASH` Gcash, `DANA` Dana, `KAKAOPAY` KakaoPay, `BKASH` bKash, `CHOPE` Chope,\n`TRUEMONEY` TrueMoney.\n",
      }),
    requestId: z
      .string()
      .regex(/^[^@#?]*$/)
      .max(64)
      .openapi({
        description:
          "The unique ID assigned by the merchant to identify a request of notification delivery, for example the tradeNo\nof a payment. At most 64 characters, none of them `@`, `#` or `?`. It is the idempotency field: notifications that\nare sent with the same requestId and reach an S status have the same messageId. After F or U the same requestId\nmay be sent again.\n",
      }),
    authClientId: z
      .string()
      .regex(/^[^@#?]*$/)
      .max(128)
      .openapi({
        description:
          "The unique ID assigned by the super app to identify an authorized merchant. At most 128 characters, none of them\n`@`, `#` or `?`.\n",
      }),
    templateCode: z
      .string()
      .regex(/^[^@#?]*$/)
      .max(64)
      .openapi({
        description:
          "The unique code assigned by Mini Program Platform to identify a template. The template decides the channel: push,\nSMS or inbox. At most 64 characters, none of them `@`, `#` or `?`.\n",
      }),
    templates: z
      .array(ContentTemplateSchema)
      .min(1)
      .max(5)
      .openapi({
        description:
          "Content of the notification, one element per language. Templates are created by the super app for the merchant to\ncustomize the content and layouts of notifications. At most 5 elements, at least one (erratum E06).\n",
      }),
    extendInfo: z
      .string()
      .regex(/^[^@#?]*$/)
      .max(4096)
      .nullable()
      .exactOptional()
      .openapi({
        description:
          "The extended information about this API. At most 4096 characters, none of them `@`, `#` or `?`. Can be null.\n",
      }),
  })
  .openapi({
    description: "A request of notification delivery.",
    required: ["appId", "accessToken", "customerBelongsTo", "requestId", "authClientId", "templateCode", "templates"],
  })
  .openapi("SendMessageRequest");

export type SendMessageRequest = z.infer<typeof SendMessageRequestSchema>;

export const SendMessageResultSchema = z
  .object({
    resultCode: z
      .string()
      .max(64)
      .openapi({
        description: "What happened, exactly. An open set; the known codes are in `x-result-codes` of the operation.",
      }),
    resultStatus: z
      .enum(["S", "F", "U"])
      .openapi({
        description:
          "`S`: the request of the notification delivery is successful, regardless of whether the notification is successfully\nsent. `F`: the request is failed. `U`: the status of the request is unknown.\n",
      }),
    resultMessage: z
      .string()
      .max(256)
      .openapi({ description: "Text for humans. It varies (`success`, `Success`); never branch on it." }),
  })
  .openapi({
    description: "The request result such as status and error codes.",
    required: ["resultCode", "resultStatus", "resultMessage"],
  })
  .openapi("SendMessageResult");

export type SendMessageResult = z.infer<typeof SendMessageResultSchema>;

export const SendMessageResponseSchema = z
  .object({
    result: SendMessageResultSchema,
    messageId: z
      .string()
      .regex(/^[^@#?]*$/)
      .max(64)
      .exactOptional()
      .openapi({
        description:
          "The unique ID assigned by Mini Program Platform to identify a notification. At most 64 characters, none of them\n`@`, `#` or `?`. Comes with every S of the stub and never with F or U; a reader accepts an S without it\n(erratum E01).\n",
      }),
    extendInfo: z
      .string()
      .regex(/^[^@#?]*$/)
      .max(4096)
      .nullable()
      .exactOptional()
      .openapi({
        description:
          "The extended information about this API, under the name that the request uses (erratum E02). At most 4096\ncharacters, none of them `@`, `#` or `?`. Can be null.\n",
      }),
    entendInfo: z
      .string()
      .regex(/^[^@#?]*$/)
      .max(4096)
      .nullable()
      .exactOptional()
      .openapi({
        deprecated: true,
        description:
          "The extended information about this API, in the spelling of the page. Read `extendInfo` as well (erratum E02). At\nmost 4096 characters, none of them `@`, `#` or `?`. Can be null.\n",
      }),
  })
  .openapi({
    description: "The answer to a request of notification delivery, whatever its status.",
    required: ["result"],
  })
  .openapi("SendMessageResponse");

export type SendMessageResponse = z.infer<typeof SendMessageResponseSchema>;

export const SendInboxRequestSchema = z
  .object({
    accessToken: z
      .string()
      .max(128)
      .openapi({ description: "An access token that is used to send inbox messages. At most 128 characters." }),
    authClientId: z
      .string()
      .max(128)
      .exactOptional()
      .openapi({
        description: "The unique auth client ID. At most 128 characters. For mini programs it is the appId.\n",
      }),
    requestId: z
      .string()
      .max(128)
      .openapi({
        description:
          "The unique ID to identify a request at a transaction. At most 128 characters. It is idempotent: the stored result\nof a requestId is returned, and the same requestId only sends the message once. A result U is never stored\n(erratum E16). A string of illegal length, as the only fault, answers VERIFY_REQUEST_ID_INVALID (erratum E13).\n",
      }),
    templateCode: z
      .string()
      .max(256)
      .openapi({ description: "A unique code to distinguish different content templates. At most 256 characters." }),
    templates: z
      .array(ContentTemplateSchema)
      .min(1)
      .max(5)
      .openapi({
        description:
          "A list of content templates of inbox messages to send. The maximum array size is five, at least one (erratum E06).\n",
      }),
    extendInfo: z
      .string()
      .max(4096)
      .exactOptional()
      .openapi({
        description:
          "The extensive information. The wallets and merchants can add additional information in this property. At most 4096\ncharacters.\n",
      }),
  })
  .openapi({
    description: "A request to send an inbox message.",
    required: ["accessToken", "requestId", "templateCode", "templates"],
  })
  .openapi("SendInboxRequest");

export type SendInboxRequest = z.infer<typeof SendInboxRequestSchema>;

export const SendInboxResultSchema = z
  .object({
    resultCode: z
      .string()
      .max(64)
      .openapi({
        description: "What happened, exactly. An open set; the known codes are in `x-result-codes` of the operation.",
      }),
    resultStatus: z
      .enum(["S", "A", "F", "U"])
      .openapi({
        description:
          "`S`: sending inbox messages via access tokens is successful. `A`: the request is accepted by wallets. `F`: sending\ninbox messages via access tokens fails. `U`: an unknown exception occurred on the wallet's side, and the merchant or\nISV may try again.\n",
      }),
    resultMessage: z
      .string()
      .max(256)
      .openapi({ description: "Text for humans. It varies (`success`, `Success`); never branch on it." }),
  })
  .openapi({
    description: "The request result, which contains information like status and error codes.",
    required: ["resultCode", "resultStatus", "resultMessage"],
  })
  .openapi("SendInboxResult");

export type SendInboxResult = z.infer<typeof SendInboxResultSchema>;

export const SendInboxResponseSchema = z
  .object({
    result: SendInboxResultSchema,
    messageId: z
      .string()
      .max(258)
      .exactOptional()
      .openapi({
        description:
          "The unique ID to identify a message. At most 258 characters. Comes with every S and A of the stub and never with F\nor U (erratum E01).\n",
      }),
    extendInfo: z
      .string()
      .max(4096)
      .exactOptional()
      .openapi({ description: "The additionally extensive information. At most 4096 characters." }),
  })
  .openapi({
    description: "The answer to a request to send an inbox message, whatever its status.",
    required: ["result"],
  })
  .openapi("SendInboxResponse");

export type SendInboxResponse = z.infer<typeof SendInboxResponseSchema>;

export const sendMessageRoute = createRoute({
  method: "post",
  path: "/v2/miniprogram/message/send",
  tags: ["Notifications"],
  summary: "Send a notification",
  description:
    "A merchant sends a service notification, such as a payment result or an order status, to a user via Mini Program\nPlatform. The template that `templateCode` names decides the channel: push, SMS or inbox.\n\nBefore calling, add the Send_Message feature to the mini program in Mini Program Platform.\n\n**Result process logic**, by `result.resultStatus`:\n\n- `S`: the request of the notification delivery is successful, regardless of whether the notification is successfully\n  sent. `resultCode` is `SUCCESS`, `resultMessage` is `success`. Sending the same requestId again returns the same\n  messageId.\n- `U`: the status of the notification delivery request is unknown. `resultCode` is `UNKNOWN_EXCEPTION`. Send the same\n  request with the same requestId again.\n- `F`: the request of the notification delivery is failed. `resultCode` and `resultMessage` vary; each result code\n  says what to do next.\n",
  operationId: "sendMessage",
  request: {
    body: {
      description: "The notification and its receiver.",
      content: { "application/json": { schema: SendMessageRequestSchema } },
      required: true,
    },
  },
  responses: {
    200: {
      description: "The result, whatever its status.",
      content: { "application/json": { schema: SendMessageResponseSchema } },
    },
  },
});

export const sendInboxRoute = createRoute({
  method: "post",
  path: "/v2/messages/sendInbox",
  tags: ["Notifications"],
  summary: "Send an inbox message",
  description:
    "**Deprecated: use `sendMessage` (`POST /v2/miniprogram/message/send`).** This API is no longer maintained; all its\nfunctionalities have been migrated to the successor. Every answer says so in its `Deprecation` and `Link` headers.\n\nA merchant or Independent Software Vendor (ISV) sends an inbox message to a wallet by using an access token. The channel\nis always inbox.\n\n**Result process logic**, by `result.resultStatus`:\n\n- `S`: sending inbox messages via access tokens is successful. `resultCode` is `SUCCESS`, `resultMessage` is `success`.\n- `A`: the request is accepted by wallets. `resultCode` is `ACCEPT`; `resultMessage` varies. Do not resend.\n- `U`: an unknown exception occurred on the wallet's side, and the merchant or ISV may try again, with the same\n  requestId. `resultCode` is `UNKNOWN_EXCEPTION`.\n- `F`: sending inbox messages via access tokens fails. `resultCode` and `resultMessage` vary; each result code\n  says what to do next.\n",
  operationId: "sendInbox",
  request: {
    body: {
      description: "The inbox message and its receiver.",
      content: { "application/json": { schema: SendInboxRequestSchema } },
      required: true,
    },
  },
  responses: {
    200: {
      description: "The result, whatever its status.",
      content: { "application/json": { schema: SendInboxResponseSchema } },
    },
  },
  deprecated: true,
});
