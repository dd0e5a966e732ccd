// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit.

export interface paths {
  "/v2/miniprogram/message/send": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a notification
     * @description A merchant sends a service notification, such as a payment result or an order status, to a user via Mini Program
     *     Platform. The template that `templateCode` names decides the channel: push, SMS or inbox.
     *
     *     Before calling, add the Send_Message feature to the mini program in Mini Program Platform.
     *
     *     **Result process logic**, by `result.resultStatus`:
     *
     *     - `S`: the request of the notification delivery is successful, regardless of whether the notification is successfully
     *       sent. `resultCode` is `SUCCESS`, `resultMessage` is `success`. Sending the same requestId again returns the same
     *       messageId.
     *     - `U`: the status of the notification delivery request is unknown. `resultCode` is `UNKNOWN_EXCEPTION`. Send the same
     *       request with the same requestId again.
     *     - `F`: the request of the notification delivery is failed. `resultCode` and `resultMessage` vary; each result code
     *       says what to do next.
     */
    post: operations["sendMessage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/messages/sendInbox": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send an inbox message
     * @deprecated
     * @description **Deprecated: use `sendMessage` (`POST /v2/miniprogram/message/send`).** This API is no longer maintained; all its
     *     functionalities have been migrated to the successor. Every answer says so in its `Deprecation` and `Link` headers.
     *
     *     A merchant or Independent Software Vendor (ISV) sends an inbox message to a wallet by using an access token. The channel
     *     is always inbox.
     *
     *     **Result process logic**, by `result.resultStatus`:
     *
     *     - `S`: sending inbox messages via access tokens is successful. `resultCode` is `SUCCESS`, `resultMessage` is `success`.
     *     - `A`: the request is accepted by wallets. `resultCode` is `ACCEPT`; `resultMessage` varies. Do not resend.
     *     - `U`: an unknown exception occurred on the wallet's side, and the merchant or ISV may try again, with the same
     *       requestId. `resultCode` is `UNKNOWN_EXCEPTION`.
     *     - `F`: sending inbox messages via access tokens fails. `resultCode` and `resultMessage` vary; each result code
     *       says what to do next.
     */
    post: operations["sendInbox"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @description One language of a notification's content: values for the variables that are predefined in the template. Both
     *     properties are optional by the data dictionary (erratum E07).
     */
    ContentTemplate: {
      /**
       * @description Values by variable. A key is a variable predefined in the template, hence an open map of strings; the character
       *     rule of the scalar fields does not apply inside (erratum E04).
       * @example {
       *       "customTitle": "test title",
       *       "customContent": "test content"
       *     }
       */
      templateParameters?: {
        [key: string]: string;
      };
      /**
       * @description Language of the content as an RFC 1766 tag.
       * @example en-US
       */
      language?: string;
    };
    /** @description A request of notification delivery. */
    SendMessageRequest: {
      /**
       * @description The unique ID assigned by Mini Program Platform to identify a mini program. At most 32 characters, none of them
       *     `@`, `#` or `?`. Obtain it via the my.getAppIdSync JSAPI or Mini Program Platform.
       * @example P000000000000001xxxx
       */
      appId: string;
      /**
       * @description The access token that is used to access user information. At most 128 characters, none of them `@`, `#` or `?`.
       *     Obtain it via the /v2/authorizations/applyToken API.
       * @example 2019112719074101000700000077771xxxx
       */
      accessToken: string;
      /**
       * @description The super app that the user uses. Valid values are: `ALIPAY_CN` Alipay CN, `ALIPAY_HK` Alipay HK, `ALIPAY_MO`
       *     Alipay MO, `TNG` Touch 'n Go, `GCASH` Gcash, `DANA` Dana, `KAKAOPAY` KakaoPay, `BKASH` bKash, `CHOPE` Chope,
       *     `TRUEMONEY` TrueMoney.
       * @example TNG
       * @enum {string}
       */
      customerBelongsTo:
        | "ALIPAY_CN"
        | "ALIPAY_HK"
        | "ALIPAY_MO"
        | "TNG"
        | "GCASH"
        | "DANA"
        | "KAKAOPAY"
        | "BKASH"
        | "CHOPE"
        | "TRUEMONEY";
      /**
       * @description The unique ID assigned by the merchant to identify a request of notification delivery, for example the tradeNo
       *     of a payment. At most 64 characters, none of them `@`, `#` or `?`. It is the idempotency field: notifications that
       *     are sent with the same requestId and reach an S status have the same messageId. After F or U the same requestId
       *     may be sent again.
       * @example 20191127190741010007013213123xxxx
       */
      requestId: string;
      /**
       * @description The unique ID assigned by the super app to identify an authorized merchant. At most 128 characters, none of them
       *     `@`, `#` or `?`.
       * @example 202016726873874774774xxxx
       */
      authClientId: string;
      /**
       * @description The unique code assigned by Mini Program Platform to identify a template. The template decides the channel: push,
       *     SMS or inbox. At most 64 characters, none of them `@`, `#` or `?`.
       * @example TP_5800000001xxxx
       */
      templateCode: string;
      /**
       * @description Content of the notification, one element per language. Templates are created by the super app for the merchant to
       *     customize the content and layouts of notifications. At most 5 elements, at least one (erratum E06).
       * @example [
       *       {
       *         "templateParameters": {
       *           "pushContentUrl": "http://www.taobao.com",
       *           "customTitle": "test title",
       *           "customContent": "test content"
       *         },
       *         "language": "en-US"
       *       }
       *     ]
       * @example [
       *       {
       *         "templateParameters": {
       *           "customContent": "test content"
       *         },
       *         "language": "en-US"
       *       }
       *     ]
       * @example [
       *       {
       *         "templateParameters": {
       *           "headerLink": "http://www.taobao.com",
       *           "bodyUrl": "http://www.taobao.com",
       *           "firstLinkName": "hello",
       *           "firstLinkUrl": "linkName",
       *           "customTitle": "test title",
       *           "customContent": "test content"
       *         },
       *         "language": "en-US"
       *       }
       *     ]
       */
      templates: components["schemas"]["ContentTemplate"][];
      /**
       * @description The extended information about this API. At most 4096 characters, none of them `@`, `#` or `?`. Can be null.
       * @example This is additional information
       */
      extendInfo?: string | null;
    };
    /** @description The request result such as status and error codes. */
    SendMessageResult: {
      /**
       * @description What happened, exactly. An open set; the known codes are in `x-result-codes` of the operation.
       * @example SUCCESS
       */
      resultCode: string;
      /**
       * @description `S`: the request of the notification delivery is successful, regardless of whether the notification is successfully
       *     sent. `F`: the request is failed. `U`: the status of the request is unknown.
       * @example S
       * @enum {string}
       */
      resultStatus: "S" | "F" | "U";
      /**
       * @description Text for humans. It varies (`success`, `Success`); never branch on it.
       * @example success
       */
      resultMessage: string;
    };
    /** @description The answer to a request of notification delivery, whatever its status. */
    SendMessageResponse: {
      result: components["schemas"]["SendMessageResult"];
      /**
       * @description The unique ID assigned by Mini Program Platform to identify a notification. At most 64 characters, none of them
       *     `@`, `#` or `?`. Comes with every S of the stub and never with F or U; a reader accepts an S without it
       *     (erratum E01).
       * @example 000demo163853607887602123986120
       */
      messageId?: string;
      /**
       * @description The extended information about this API, under the name that the request uses (erratum E02). At most 4096
       *     characters, none of them `@`, `#` or `?`. Can be null.
       * @example This is additional information
       */
      extendInfo?: string | null;
      /**
       * @deprecated
       * @description The extended information about this API, in the spelling of the page. Read `extendInfo` as well (erratum E02). At
       *     most 4096 characters, none of them `@`, `#` or `?`. Can be null.
       * @example This is additional information
       */
      entendInfo?: string | null;
    };
    /** @description A request to send an inbox message. */
    SendInboxRequest: {
      /**
       * @description An access token that is used to send inbox messages. At most 128 characters.
       * @example 2019112719074101000700000077771xxxx
       */
      accessToken: string;
      /**
       * @description The unique auth client ID. At most 128 characters. For mini programs it is the appId.
       * @example 202016726873874774774xxxx
       */
      authClientId?: string;
      /**
       * @description The unique ID to identify a request at a transaction. At most 128 characters. It is idempotent: the stored result
       *     of a requestId is returned, and the same requestId only sends the message once. A result U is never stored
       *     (erratum E16). A string of illegal length, as the only fault, answers VERIFY_REQUEST_ID_INVALID (erratum E13).
       * @example 20191127190741010007013213123xxxx
       */
      requestId: string;
      /**
       * @description A unique code to distinguish different content templates. At most 256 characters.
       * @example TP_5800000001xxxx
       */
      templateCode: string;
      /**
       * @description A list of content templates of inbox messages to send. The maximum array size is five, at least one (erratum E06).
       * @example [
       *       {
       *         "templateParameters": {
       *           "who": "string to represent a name, e.g. XiaoMing"
       *         },
       *         "language": "en-US"
       *       }
       *     ]
       */
      templates: components["schemas"]["ContentTemplate"][];
      /**
       * @description The extensive information. The wallets and merchants can add additional information in this property. At most 4096
       *     characters.
       * @example This is additional information
       */
      extendInfo?: string;
    };
    /** @description The request result, which contains information like status and error codes. */
    SendInboxResult: {
      /**
       * @description What happened, exactly. An open set; the known codes are in `x-result-codes` of the operation.
       * @example SUCCESS
       */
      resultCode: string;
      /**
       * @description `S`: sending inbox messages via access tokens is successful. `A`: the request is accepted by wallets. `F`: sending
       *     inbox messages via access tokens fails. `U`: an unknown exception occurred on the wallet's side, and the merchant or
       *     ISV may try again.
       * @example S
       * @enum {string}
       */
      resultStatus: "S" | "A" | "F" | "U";
      /**
       * @description Text for humans. It varies (`success`, `Success`); never branch on it.
       * @example success
       */
      resultMessage: string;
    };
    /** @description The answer to a request to send an inbox message, whatever its status. */
    SendInboxResponse: {
      result: components["schemas"]["SendInboxResult"];
      /**
       * @description The unique ID to identify a message. At most 258 characters. Comes with every S and A of the stub and never with F
       *     or U (erratum E01).
       * @example 20201235900212xxxx
       */
      messageId?: string;
      /**
       * @description The additionally extensive information. At most 4096 characters.
       * @example This is additional information
       */
      extendInfo?: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: {
    /**
     * @description Signature over method, URI, client-id, response-time and the exact bytes of the answer. Missing when the request
     *     could not be verified.
     * @example algorithm=RSA256, keyVersion=1, signature=KEhXthj4bJ801Hqw8kaLvEKc0Rii8KsNUazw7kZgjxyGSPuOZ48058UVJUkkR21iD9JkHBGR
     */
    signature: string;
    /**
     * @description The Client-Id of the request.
     * @example 202016726873874774774xxxx
     */
    "client-id": string;
    /**
     * @description Time of the answer, ISO 8601 with offset. Present exactly when the answer is signed.
     * @example 2019-04-04T12:08:56+05:30
     */
    "response-time": string;
    /**
     * @description The platform's own id of this exchange, for a support request.
     * @example 0b8ff2ee16385388760212398
     */
    "tracer-id": string;
    /**
     * @description Since when the operation is deprecated (RFC 9745: `@` and seconds since 1970). The page names no date; any past one
     *     says that the operation is deprecated now.
     * @example @1704067200
     */
    deprecation: string;
    /**
     * @description The operation that succeeds this one, as a relation `successor-version` (RFC 8288).
     * @example </v2/miniprogram/message/send>; rel="successor-version"
     */
    successor: string;
  };
  pathItems: never;
}
export type ContentTemplate = components["schemas"]["ContentTemplate"];
export type SendMessageRequest = components["schemas"]["SendMessageRequest"];
export type SendMessageResult = components["schemas"]["SendMessageResult"];
export type SendMessageResponse = components["schemas"]["SendMessageResponse"];
export type SendInboxRequest = components["schemas"]["SendInboxRequest"];
export type SendInboxResult = components["schemas"]["SendInboxResult"];
export type SendInboxResponse = components["schemas"]["SendInboxResponse"];
export type HeaderSignature = components["headers"]["signature"];
export type HeaderClientId = components["headers"]["client-id"];
export type HeaderResponseTime = components["headers"]["response-time"];
export type HeaderTracerId = components["headers"]["tracer-id"];
export type HeaderDeprecation = components["headers"]["deprecation"];
export type HeaderSuccessor = components["headers"]["successor"];
export type $defs = Record<string, never>;
export interface operations {
  sendMessage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The notification and its receiver. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["SendMessageRequest"];
      };
    };
    responses: {
      /** @description The result, whatever its status. */
      200: {
        headers: {
          signature: components["headers"]["signature"];
          "client-id": components["headers"]["client-id"];
          "response-time": components["headers"]["response-time"];
          "tracer-id": components["headers"]["tracer-id"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SendMessageResponse"];
        };
      };
    };
  };
  sendInbox: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The inbox message and its receiver. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["SendInboxRequest"];
      };
    };
    responses: {
      /** @description The result, whatever its status. */
      200: {
        headers: {
          signature: components["headers"]["signature"];
          "client-id": components["headers"]["client-id"];
          "response-time": components["headers"]["response-time"];
          "tracer-id": components["headers"]["tracer-id"];
          Deprecation: components["headers"]["deprecation"];
          Link: components["headers"]["successor"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SendInboxResponse"];
        };
      };
    };
  };
}
