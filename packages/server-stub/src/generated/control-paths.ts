// Generated from spec/control.openapi.yaml by `pnpm generate`. Do not edit.

export interface paths {
  "/_stub/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Health of the stub
     * @description Answers 200 as long as messages can be taken, else 503 with the reason.
     */
    get: operations["getHealth"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Metrics
     * @description Counters and histograms in the text format of Prometheus.
     */
    get: operations["getMetrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/refusals": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What the stub refused for its own sake
     * @description Requests that reached no platform: a Host that is not allowed, a page of another Origin, a wrong token, a path that leads
     *     nowhere, a body that is too large, bytes that are no HTTP. The newest 100 since the start, newest first.
     */
    get: operations["listRefusals"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/platform-key": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The key that signs answers
     * @description Made on first use and kept in the store, so that replicas share it.
     */
    get: operations["getPlatformKey"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/signature/diagnose": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Why a signature does not verify
     * @description Verifies a signed request as it was sent and says what is wrong with it, trying the mistakes that clients
     *     commonly make. The key comes from `publicKey`, else from the clients that are seeded in the namespace.
     */
    post: operations["diagnoseSignature"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All namespaces
     * @description Every namespace that exists, `default` first, then by name.
     */
    get: operations["listNamespaces"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/messages": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Messages that were taken for delivery
     * @description Oldest first, or newest. `next` is the cursor of the following page and missing on the last one; a page ends at
     *     `limit` rows or about 4 MiB, whichever comes first. With `wait` the call
     *     waits until at least one message matches, or answers an empty list when the time is over.
     */
    get: operations["listMessages"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/messages/{messageId}/deliveries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Calls to the super app for a message
     * @description Every call that carried the message, oldest first; none without the webhook leg. Of a message that was called for very
     *     often only the first call and the newest hundred are kept.
     */
    get: operations["listDeliveries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/journal": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Attempts
     * @description One row per attempt, oldest or newest first, with every verdict on the way. Access tokens and signatures are masked.
     *     A page ends at `limit` rows or about 4 MiB, whichever comes first.
     */
    get: operations["listJournal"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/report": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What the traffic says of the client that sent it
     * @description Grades the journal as it is kept. An intent is everything that was sent under one requestId of one client and operation.
     *     Findings of level `documented` break a sentence of the API pages, `inferred` ones are sensible to mend, `policy` ones are
     *     hints.
     */
    get: operations["reportTraffic"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/config": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The configuration
     * @description Complete, with every default. Access tokens are masked.
     */
    get: operations["getConfig"];
    /**
     * Replace the configuration
     * @description What is left out falls back to its default. Touches no state. A masked access token that came from `GET` means that
     *     the token stays as it is. With `If-Match` nothing changes unless the configuration still has that `ETag`.
     */
    put: operations["replaceConfig"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/config/reload": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Read the configuration file again
     * @description Replaces the configuration by the file that was given or found at start, also for namespaces that are made afterwards.
     *     Illegal when there was none.
     */
    post: operations["reloadConfig"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/faults": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Planned faults
     * @description In the order in which they were planned, the exhausted ones included.
     */
    get: operations["listFaults"];
    put?: never;
    /**
     * Plan a fault
     * @description It applies from the next request on.
     */
    post: operations["planFault"];
    /**
     * Remove planned faults
     * @description All of them, or the one that `id` names.
     */
    delete: operations["clearFaults"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/clock": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The virtual clock
     * @description It starts at now and runs on.
     */
    get: operations["getClock"];
    put?: never;
    /**
     * Advance the virtual clock
     * @description Advances add up.
     */
    post: operations["advanceClock"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/reset": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Forget everything but the configuration
     * @description Clears messages, journal, stored results, counters, faults and the clock. Keeps configuration and snapshots.
     */
    post: operations["resetNamespace"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/snapshots": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a snapshot
     * @description Of everything in the namespace, configuration, faults and clock included. The oldest go beyond twenty.
     */
    post: operations["createSnapshot"];
    /**
     * Drop all snapshots
     * @description Of the namespace, and gives their room back. What the namespace has now stays as it is.
     */
    delete: operations["dropSnapshots"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/snapshots/{id}/restore": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restore a snapshot
     * @description The namespace is as it was when the snapshot was taken. The snapshot stays.
     */
    post: operations["restoreSnapshot"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/_stub/namespaces/{namespace}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Live events
     * @description Server-sent events. `event` is `attempt` (data `{ attempt, message? }`: the journal row and the message that was
     *     taken with it), `delivery` (data `{ message, attempt? }`: its delivery or the answer to its attempt has changed),
     *     `control` (data `{ changed, at }`, changed one of `config`, `faults`, `clock`, `reset`, `snapshot`, `restore`) or
     *     `resync` (data `{}`: events since the given id are no longer kept, load the lists again). `id` is the sequence: a client
     *     that reconnects with `Last-Event-ID` misses nothing, though several changes of one message may come as one. Without it
     *     the stream starts with what happens next. `ping` (data `{}`, without `id`) comes at least every 10 seconds: a reader that
     *     hears nothing for longer has lost the stub.
     */
    get: operations["streamEvents"];
    put?: never;
    post?: never;
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
     * @description Operation of the platform's API, by operationId. The values are those of `openapi.yaml`.
     * @enum {string}
     */
    Operation: "sendMessage" | "sendInbox";
    /**
     * @description Message channel.
     * @enum {string}
     */
    Channel: "PUSH" | "SMS" | "INBOX";
    /**
     * @description The super app that the user uses. Valid values are: `ALIPAY_CN` Alipay CN, `ALIPAY_HK` Alipay HK, `ALIPAY_MO`
     *     Alipay MO, `TNG` Touch 'n Go, `GCASH` Gcash, `DANA` Dana, `KAKAOPAY` KakaoPay, `BKASH` bKash, `CHOPE` Chope,
     *     `TRUEMONEY` TrueMoney.
     * @example TNG
     * @enum {string}
     */
    SuperApp:
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
    /** @description Why a control call was refused. */
    ControlError: {
      error: components["schemas"]["ControlErrorDetail"];
    };
    /** @description A request that the stub refused for its own sake. */
    Refusal: {
      /** @description When, in real time. */
      at: string;
      /** @description Method; empty for what was no HTTP. */
      method: string;
      /** @description Path without query; empty for what was no HTTP. */
      path: string;
      /** @description HTTP status of the answer; 0 when the connection was closed without one. */
      status: number;
      /** @description Header that it was refused for, or `path`, `body` or `connection`. */
      field: string;
      /** @description Its value; never a token. */
      value?: string;
      /** @description Flag that allows it, such as `--allow-host stub`. */
      flag?: string;
      /** @description Field, rule and mend. */
      message: string;
    };
    /** @description Refusals, newest first. */
    RefusalList: {
      /** @description The newest 100. */
      refusals: components["schemas"]["Refusal"][];
      /** @description All of them since the start. */
      total: number;
    };
    /** @description Field, rule and mend. */
    ControlErrorDetail: {
      /** @description Path of the illegal field, header or parameter, such as `users[0].status`. */
      field: string;
      /** @description The rule that it breaks. */
      rule: string;
      /** @description One sentence for humans. */
      message: string;
    };
    /** @description Health of the stub. */
    Health: {
      /**
       * @description `lost`: messages cannot be taken, for the `reason` given; API calls answer UNKNOWN_EXCEPTION until they can.
       * @enum {string}
       */
      status: "ok" | "lost";
      /** @description Version of the stub. */
      version: string;
      /**
       * @description Kind of the store.
       * @enum {string}
       */
      store: "memory" | "sqlite" | "postgres";
      /**
       * @description What is the matter with the store. `lost`: it does not answer, or its file is gone.
       * @enum {string}
       */
      fault?: "full" | "read-only" | "damaged" | "locked" | "lost" | "too-large";
      /** @description The same in words, naming the store and the mend. */
      reason?: string;
      /** @description What the store takes, snapshots included; missing when it does not answer. */
      bytes?: number;
      /**
       * @description Of SQLite: whether all of the file has been read for damage since the stub was started. Files up to 128 MiB are read before,
       *     larger ones in a process beside the stub. `unknown`: that process could not be started. Damage that it finds is a `fault`.
       * @enum {string}
       */
      soundness?: "sound" | "checking" | "unknown";
      /** @description Bytes that are kept at most. What is beyond them is forgotten, the oldest first. */
      limits?: {
        /** @description Of the messages of one namespace. */
        messages: number;
        /** @description Of the journal of one namespace. */
        attempts: number;
        /** @description Of the answers that one namespace keeps for repeated requests. */
        answers: number;
        /** @description Of all namespaces with their snapshots. */
        all: number;
      };
    };
    /** @description The public half of the key that signs answers. */
    PlatformKey: {
      /** @description Version that the answers' signature header names. */
      keyVersion: string;
      /** @description SubjectPublicKeyInfo, base64. */
      publicKey: string;
    };
    /** @description A signed request as it was sent. */
    SignedRequest: {
      /** @description Namespace whose clients are asked for the key. Default `default`. */
      namespace?: string;
      /**
       * @description HTTP method. Default POST.
       * @enum {string}
       */
      method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
      /** @description Path and query, with the deployment's prefix. */
      uri: string;
      /** @description Value of the Client-Id header. */
      clientId: string;
      /** @description Value of the Request-Time header, or of response-time for an answer. */
      requestTime: string;
      /** @description Value of the Signature header. */
      signature: string;
      /** @description The body exactly as it was sent. */
      body: string;
      /** @description SubjectPublicKeyInfo, base64 or PEM; instead of the seeded key. */
      publicKey?: string;
    };
    /** @description What is wrong with a signature. */
    SignatureDiagnosis: {
      /** @description Whether the signature is right. */
      verified: boolean;
      /**
       * @description The result code that the stub answers.
       * @enum {string}
       */
      resultCode?: "INVALID_SIGNATURE" | "INVALID_CLIENT" | "KEY_NOT_FOUND";
      /** @description The cause in one word, such as `prefix-missing`. */
      cause?: string;
      /** @description What is wrong and how to mend it. */
      reason?: string;
      firstDifference?: components["schemas"]["FirstDifference"];
      /** @description The string that has to be signed. */
      stringToSign?: string;
    };
    /** @description The first byte in which the string that was signed and the string that arrived differ. */
    FirstDifference: {
      /** @description Bytes from the start of the string to sign. */
      offset: number;
      /**
       * @description The part in which it stands.
       * @enum {string}
       */
      part: "method" | "uri" | "clientId" | "time" | "body";
      /** @description Bytes from the start of the part. */
      partOffset: number;
      /** @description The byte that arrived; missing when the string ends here. */
      expected?: number;
      /** @description The byte that was signed; missing when the string ends here. */
      signed?: number;
    };
    /** @description A namespace. */
    NamespaceSummary: {
      /** @description Name of the namespace. */
      name: string;
      /** @description Real time of its first call. */
      createdAt: string;
      /** @description Real time of its last call, to the minute. */
      lastUsedAt: string;
      /** @description Messages that are kept. */
      messages: number;
      /** @description Journal rows that are kept. */
      attempts: number;
      /** @description What messages, journal and answers of this namespace take. */
      bytes: number;
      /** @description Rows that went because there were too many or they were too large, since the namespace was made. */
      forgotten: {
        /** @description Messages that went. */
        messages: number;
        /** @description Journal rows that went. */
        attempts: number;
      };
    };
    /** @description All namespaces. */
    NamespaceList: {
      /** @description `default` first, then by name. */
      namespaces: components["schemas"]["NamespaceSummary"][];
    };
    /** @description Where a tap leads. */
    Target: {
      /** @description Link; empty when there is none. */
      path: string;
    };
    /** @description What a push notification shows. */
    PushContent: {
      /** @description Title. */
      title: string;
      /** @description Text. */
      content: string;
      /** @description Where a tap leads; empty when nowhere. */
      linkUrl: string;
    };
    /** @description What a text message shows. */
    SmsContent: {
      /** @description Text. */
      content: string;
    };
    /** @description Header of an inbox message. */
    InboxHeader: {
      /** @description Icon of the mini program; empty when unknown. */
      appIcon: string;
      /** @description Name of the mini program, here its appId. */
      appName: string;
      target: components["schemas"]["Target"];
    };
    /** @description Body of an inbox message. */
    InboxBody: {
      /** @description Title. */
      title: string;
      /** @description Text. */
      content: string;
      target: components["schemas"]["Target"];
    };
    /** @description What an inbox message shows. */
    InboxContent: {
      header: components["schemas"]["InboxHeader"];
      body: components["schemas"]["InboxBody"];
    };
    /** @description One thing that a client does wrong, or might. */
    Finding: {
      /**
       * @description What it is.
       * @enum {string}
       */
      id:
        | "body-changed"
        | "resent-after-final"
        | "never-resent"
        | "intent-under-several-ids"
        | "signature-over-other-content"
        | "time-not-rising";
      /**
       * @description `documented`: a sentence of the pages says so. `inferred`: the sensible reading. `policy`: a hint.
       * @enum {string}
       */
      level: "documented" | "inferred" | "policy";
      /** @description The intent; the first one where there are several. */
      requestId: string;
      /** @description Journal sequences of the attempts that show it. */
      attempts: number[];
      /** @description What was seen, and the mend. */
      message: string;
    };
    /** @description What the traffic of a namespace says of its client. */
    TrafficReport: {
      /** @description In the order of their first attempts. */
      findings: components["schemas"]["Finding"][];
      /** @description Different requestIds by client and operation. */
      intents: number;
      /** @description Attempts that were looked at. */
      attempts: number;
    };
    /** @description One call of the super app for a message. */
    DeliveryCall: {
      /** @description When its answer was in, or the wait for it was over. */
      at: string;
      /**
       * @description What the call meant for the message: taken, to be sent again, or refused for good.
       * @enum {string}
       */
      status: "delivered" | "retry" | "failed";
      /** @description HTTP status of the answer; missing when none came. */
      httpStatus?: number;
      /** @description The answer, at most 1,024 characters of it. */
      answer?: string;
      /** @description Why the message was not taken. */
      reason?: string;
      /** @description When it is sent again. */
      nextRetryAt?: string;
    };
    /** @description The calls of a message. */
    DeliveryCallList: {
      /** @description Oldest first. */
      deliveries: components["schemas"]["DeliveryCall"][];
    };
    /**
     * @description The link of an inbox message beside its body (`firstLinkName`, `firstLinkUrl`). The leg to the super app has no place for
     *     it.
     */
    FirstLink: {
      /** @description Text of the link. */
      name: string;
      target: components["schemas"]["Target"];
    };
    /** @description How far the delivery to the super app is. */
    Delivery: {
      /**
       * @description `queued` until the super app took or refused the message.
       * @enum {string}
       */
      status: "queued" | "delivered" | "failed";
      /** @description Why it failed, or why the last attempt did not succeed. */
      reason?: string;
      /** @description Attempts at the super app. */
      attempts?: number;
      /** @description When the status was reached. */
      at?: string;
    };
    /** @description A message that was taken for delivery, as the user sees it. */
    Message: {
      /** @description Place in the namespace's order; the cursor. */
      sequence: number;
      /** @description When it was taken. */
      at: string;
      /** @description Id that the sender got. */
      messageId: string;
      /** @description Id that the sender gave. */
      requestId: string;
      operation: components["schemas"]["Operation"];
      channel: components["schemas"]["Channel"];
      customerBelongsTo?: components["schemas"]["SuperApp"];
      /** @description The user; without a seeded one a pseudonym of the access token. */
      customerId: string;
      /** @description The mini program, for message/send. */
      appId?: string;
      /** @description The template. */
      templateCode: string;
      /** @description Language of the content; empty when neither request nor template names one. */
      language: string;
      /** @description The content, by channel. */
      content:
        | components["schemas"]["PushContent"]
        | components["schemas"]["SmsContent"]
        | components["schemas"]["InboxContent"];
      delivery: components["schemas"]["Delivery"];
      rendering?: components["schemas"]["Rendering"];
      firstLink?: components["schemas"]["FirstLink"];
      /** @description Elements of `templates` that the user does not see; missing when there are none. */
      unusedElements?: number;
    };
    /** @description A page of messages. */
    MessageList: {
      /** @description Oldest first. */
      messages: components["schemas"]["Message"][];
      /** @description Cursor of the next page; missing on the last one. */
      next?: string;
    };
    /** @description The result that was answered. */
    Result: {
      /** @description What happened, exactly. */
      resultCode: string;
      /**
       * @description What happened.
       * @enum {string}
       */
      resultStatus: "S" | "A" | "F" | "U";
      /** @description Text for humans. */
      resultMessage: string;
    };
    /** @description What one step said about an attempt. */
    Verdict: {
      /**
       * @description The step, in the order of verdicts.
       * @enum {string}
       */
      step:
        | "transport"
        | "signature"
        | "parameters"
        | "trigger"
        | "replay"
        | "token"
        | "client"
        | "user"
        | "template"
        | "subscription"
        | "limits"
        | "fault"
        | "delivery";
      /**
       * @description `failed` decided the result, except in `replay`, `trigger` and `fault`, where `passed` with a detail did.
       * @enum {string}
       */
      verdict: "passed" | "failed" | "skipped";
      /** @description Why. */
      detail?: string;
    };
    /**
     * @description `delivered`: the user got it. `queued`: on its way. `undelivered`: it was taken, and the super app did not take it.
     *     `rejected`: it was not taken. `unknown`: the answer does not say.
     * @enum {string}
     */
    OutcomeStatus: "delivered" | "queued" | "undelivered" | "rejected" | "unknown";
    /** @description What the user got of an attempt, as it is now. */
    Outcome: {
      status: components["schemas"]["OutcomeStatus"];
      /** @description Why, in words. */
      reason: string;
      /** @description What decided the attempt, such as `user-locked`. */
      state?: string;
      /** @description What to do about it. */
      mend?: string;
      /** @description Id of the sentence of the API pages that says so. */
      statement?: string;
    };
    /** @description The request, with access token and signature masked. */
    MaskedRequest: {
      /** @description HTTP method. */
      method: string;
      /** @description Path and query as received. */
      uri: string;
      /** @description The headers that matter, by lower-case name. */
      headers: {
        [key: string]: string;
      };
      /** @description The body, at most 16,384 characters of it. */
      body: string;
      /** @description SHA-256 of the bytes that were received, in hex; missing when there were too many of them to keep. */
      bodySha256?: string;
    };
    /** @description The answer. */
    MaskedResponse: {
      /** @description HTTP status. */
      status: number;
      /** @description The body as it was meant to be sent. */
      body: string;
      /** @description A planned fault kept the answer, or part of it, from arriving. */
      lost?: boolean;
    };
    /** @description What the signature check found. */
    AttemptSignature: {
      /** @description Whether the request is known to be its client's. */
      verified: boolean;
      /** @description The cause in one word, such as `prefix-missing`. */
      cause?: string;
      /** @description What is wrong and how to mend it. */
      reason?: string;
      firstDifference?: components["schemas"]["FirstDifference"];
    };
    /** @description How one element of `templates` fits its template. */
    Rendering: {
      /** @description Language of the template that fits best; for the element that is used, the one that was rendered. */
      language: string;
      /** @description Language that the element asked for, when the template has no text in it. */
      wanted?: string;
      /** @description The user does not see this element; the first one is shown. */
      unused?: boolean;
      /** @description Variables of the template without a value. */
      missing: string[];
      /** @description Values that the template does not use. */
      extra: string[];
      /** @description Variables whose value is empty. */
      empty: string[];
    };
    /** @description Whom a request is for; missing when the user is not known. */
    Recipient: {
      /** @description The user; without a seeded one a pseudonym of the access token. */
      customerId: string;
      customerBelongsTo?: components["schemas"]["SuperApp"];
      channel: components["schemas"]["Channel"];
    };
    /** @description One attempt at an operation. */
    Attempt: {
      /** @description Place in the namespace's order; the cursor. */
      sequence: number;
      /** @description When it arrived. */
      at: string;
      operation: components["schemas"]["Operation"];
      /** @description Id that the sender gave; empty when it could not be read. */
      requestId: string;
      /** @description Client-Id header, or else authClientId. */
      clientId?: string;
      /** @description Every step in its order. */
      verdicts: components["schemas"]["Verdict"][];
      result: components["schemas"]["Result"];
      outcome: components["schemas"]["Outcome"];
      /** @description The message that was taken now or, for a replay, before. */
      messageId?: string;
      /** @description Whether the stored result was answered. */
      replay?: boolean;
      /** @description Planned faults that applied. */
      faults?: string[];
      signature?: components["schemas"]["AttemptSignature"];
      /** @description One row per element of `templates`, when the template is seeded. */
      rendering?: components["schemas"]["Rendering"][];
      recipient?: components["schemas"]["Recipient"];
      request: components["schemas"]["MaskedRequest"];
      response: components["schemas"]["MaskedResponse"];
    };
    /** @description A page of attempts. */
    AttemptList: {
      /** @description Oldest first. */
      attempts: components["schemas"]["Attempt"][];
      /** @description Cursor of the next page; missing on the last one. */
      next?: string;
    };
    /** @description A public key of a client. */
    ClientKey: {
      /** @description Version that the Signature header names; the last one listed is meant when it names none. */
      keyVersion: string;
      /** @description SubjectPublicKeyInfo, base64 or PEM. */
      publicKey: string;
    };
    /** @description A caller of the API. */
    Client: {
      /** @description Value of the Client-Id header. */
      clientId: string;
      /** @description Its keys, oldest first; all of them are valid. */
      keys: components["schemas"]["ClientKey"][];
      /**
       * @description Merchants that it may send for. Those of all clients together are the ones that exist; listed nowhere, every
       *     `authClientId` is accepted.
       */
      authClientIds?: string[];
    };
    /** @description A mini program. */
    App: {
      /** @description Id of the mini program. */
      appId: string;
      /** @description Its features. An app without `Send_Message` may not send. */
      features?: string[];
    };
    /** @description Texts of a template in one language, with `${variables}`. */
    TemplateContent: {
      /** @description Title. */
      title?: string;
      /** @description Text. */
      body: string;
      /** @description Where a tap leads. */
      link?: string;
    };
    /** @description A message template. */
    Template: {
      /** @description Code of the template. */
      templateCode: string;
      channel: components["schemas"]["Channel"];
      /** @description Texts by language tag, such as `en-US`. At least one. */
      contents: {
        [key: string]: components["schemas"]["TemplateContent"];
      };
    };
    /** @description A user of a super app, found by access token. */
    User: {
      /**
       * @description Access token; masked in answers. In a request with the header `X-Stub-Unmask: true` the mask stands for the token, so that
       *     a page that may not see it can send for the user.
       */
      accessToken: string;
      customerBelongsTo?: components["schemas"]["SuperApp"];
      /** @description Id of the user in the super app. */
      customerId: string;
      /** @description The merchant that the token was given to; another one is refused. */
      authClientId?: string;
      /**
       * @description Status of the account.
       * @enum {string}
       */
      status: "ACTIVE" | "LOCKED" | "UNREGISTERED";
      /** @description When the token expires, ISO 8601 with offset, on the virtual clock. */
      expiresAt?: string;
      /** @description Channels that the user subscribes to. Left out means all. */
      subscriptions?: components["schemas"]["Channel"][];
    };
    /** @description How many in a sliding window. */
    WindowLimit: {
      /** @description How many. */
      count: number;
      /** @description Length of the window. */
      window: string;
    };
    /** @description Limits; what is left out is unlimited. */
    Limits: {
      perUser?: components["schemas"]["WindowLimit"];
      traffic?: components["schemas"]["WindowLimit"];
    };
    /** @description Choices where the platform's documents are silent. Each has its name in words (`title`), its default (`x-default`, filled in by the stub) and, where it is one of several, what each of them means (`x-enumDescriptions`). */
    Policies: {
      /**
       * Request signature
       * @description Whether requests must be signed.
       * @enum {string}
       */
      signature?: "off" | "optional" | "required";
      /**
       * Request-Time tolerance
       * @description How far Request-Time may be from the virtual clock, as a duration such as PT5M; `off` takes any.
       */
      requestTimeTolerance?: string;
      /**
       * Same requestId, other content
       * @description What the same requestId with other content gets.
       * @enum {string}
       */
      idempotencyMismatch?: "replay" | "reject";
      /**
       * Stored results are kept for
       * @description How long results are stored, on the virtual clock.
       */
      idempotencyRetention?: string;
      /**
       * extendInfo in the answer of message/send
       * @description Name under which message/send echoes extendInfo.
       * @enum {string}
       */
      extendInfoSpelling?: "both" | "extendInfo" | "entendInfo";
      /**
       * Messages go to
       * @description Whether messages go to the built-in phones or to the super apps that `superApps` names.
       * @enum {string}
       */
      superAppLeg?: "inbox" | "webhook";
      /**
       * Inactive: answers INVALID_API
       * @description Operations that answer INVALID_API.
       */
      inactiveApis?: components["schemas"]["Operation"][];
      /**
       * Unused namespaces are kept for
       * @description How long an unused namespace stays, in real time; `default` always stays.
       */
      namespaceRetention?: string;
    };
    /** @description Where a super app takes messages. */
    SuperAppEndpoint: {
      /** @description Base URL; `/v2/platform/message/send` is appended. */
      url: string;
    };
    /** @description Super apps that the webhook leg reaches. */
    SuperApps: {
      ALIPAY_CN?: components["schemas"]["SuperAppEndpoint"];
      ALIPAY_HK?: components["schemas"]["SuperAppEndpoint"];
      ALIPAY_MO?: components["schemas"]["SuperAppEndpoint"];
      TNG?: components["schemas"]["SuperAppEndpoint"];
      GCASH?: components["schemas"]["SuperAppEndpoint"];
      DANA?: components["schemas"]["SuperAppEndpoint"];
      KAKAOPAY?: components["schemas"]["SuperAppEndpoint"];
      BKASH?: components["schemas"]["SuperAppEndpoint"];
      CHOPE?: components["schemas"]["SuperAppEndpoint"];
      TRUEMONEY?: components["schemas"]["SuperAppEndpoint"];
    };
    /**
     * @description Configuration of a namespace. A registry (clients, apps, templates, users) without an entry accepts everything; with one
     *     entry only what is listed exists.
     */
    Config: {
      /** @description Callers and their keys. */
      clients?: components["schemas"]["Client"][];
      /** @description Mini programs. */
      apps?: components["schemas"]["App"][];
      /** @description Message templates. */
      templates?: components["schemas"]["Template"][];
      /** @description Users and their access tokens. */
      users?: components["schemas"]["User"][];
      limits?: components["schemas"]["Limits"];
      policies?: components["schemas"]["Policies"];
      superApps?: components["schemas"]["SuperApps"];
    };
    /** @description Answer before processing, as a proxy in front of the platform does. */
    HttpFault: {
      /** @description HTTP status. */
      status: number;
      /** @description Seconds in a `Retry-After` header. */
      retryAfter?: number;
    };
    /** @description What goes wrong. Exactly one of these; `jitter` goes with `latency`. */
    FaultEffect: {
      /** @description Answer this result code, as if the platform had decided it. A replay consumes none of its `times`. */
      result?: string;
      /** @description Wait before processing, in milliseconds. */
      latency?: number;
      /** @description Up to this many milliseconds more, drawn at random. */
      jitter?: number;
      /**
       * @description Process the request, then close the connection without an answer.
       * @enum {boolean}
       */
      lostResponse?: true;
      /**
       * @description Reset the connection before processing.
       * @enum {boolean}
       */
      reset?: true;
      /**
       * @description Process the request, then break off in the middle of the answer.
       * @enum {boolean}
       */
      cutBody?: true;
      /**
       * @description Process the request, then answer bytes that are no JSON.
       * @enum {boolean}
       */
      garbage?: true;
      /**
       * @description Process the request, then sign the answer wrongly.
       * @enum {boolean}
       */
      badSignature?: true;
      /**
       * @description Process the request, then leave the answer unsigned.
       * @enum {boolean}
       */
      unsigned?: true;
      /**
       * @description Process the request, then sign the answer for another Client-Id.
       * @enum {boolean}
       */
      otherClient?: true;
      http?: components["schemas"]["HttpFault"];
    };
    /** @description A fault that happens to matching requests. */
    Fault: {
      operation?: components["schemas"]["Operation"];
      /** @description Only for this requestId; `*` stands for any run of characters. */
      requestId?: string;
      /** @description How often it happens; left out means always. */
      times?: number;
      /** @description How likely it happens to a matching request. Default 1. */
      probability?: number;
      /** @description Seed of the draws; the same seed draws the same. */
      seed?: number;
      effect: components["schemas"]["FaultEffect"];
    };
    /** @description A planned fault and what has become of it. */
    PlannedFault: {
      /** @description Id of the fault. */
      id: string;
      operation?: components["schemas"]["Operation"];
      /** @description Only for this requestId; `*` stands for any run of characters. */
      requestId?: string;
      /** @description How often it happens; left out means always. */
      times?: number;
      /** @description How likely it happens to a matching request. */
      probability?: number;
      /** @description Seed of the draws. */
      seed?: number;
      effect: components["schemas"]["FaultEffect"];
      /** @description How often it has happened. */
      happened: number;
    };
    /** @description Planned faults. */
    FaultList: {
      /** @description In the order in which they were planned. */
      faults: components["schemas"]["PlannedFault"][];
    };
    /** @description By how much the clock goes forward. */
    ClockAdvance: {
      /** @description A duration such as `PT1H`; a year counts 365 days, a month 30. */
      advance: string;
    };
    /** @description The virtual clock. */
    Clock: {
      /** @description Virtual time. */
      now: string;
      /** @description By how much it is ahead of the real time, as a duration. */
      advanced: string;
    };
    /** @description A snapshot of a namespace. */
    Snapshot: {
      /** @description Id of the snapshot. */
      id: string;
      /** @description Virtual time at which it was taken. */
      at: string;
    };
  };
  responses: {
    /** @description Illegal input. Nothing was changed. */
    IllegalInput: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ControlError"];
      };
    };
    /** @description The stub listens beyond loopback and the token is missing or wrong. */
    TokenNeeded: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ControlError"];
      };
    };
    /** @description A page of another Origin sent it. The message names header, value and the flag that allows it. */
    ForeignCaller: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ControlError"];
      };
    };
    /** @description The Host header is not this machine's. The message names header, value and the flag that allows it. */
    HostNotAllowed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ControlError"];
      };
    };
    /** @description There is no such thing. Nothing was changed. */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ControlError"];
      };
    };
    /** @description The store does not answer. */
    StoreLost: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ControlError"];
      };
    };
  };
  parameters: {
    /** @description The namespace; `default` is the one of the unprefixed API paths. */
    Namespace: string;
    /** @description Longest page. */
    Limit: number;
    /** @description Only rows whose ids or text contain all of these words. */
    Words: string;
    /** @description Which rows come first. */
    Order: "oldest" | "newest";
    /** @description `next` of the page before. */
    Cursor: string;
  };
  requestBodies: never;
  headers: {
    /** @description Changes whenever the configuration does. */
    ConfigTag: string;
  };
  pathItems: never;
}
export type Operation = components["schemas"]["Operation"];
export type Channel = components["schemas"]["Channel"];
export type SuperApp = components["schemas"]["SuperApp"];
export type ControlError = components["schemas"]["ControlError"];
export type Refusal = components["schemas"]["Refusal"];
export type RefusalList = components["schemas"]["RefusalList"];
export type ControlErrorDetail = components["schemas"]["ControlErrorDetail"];
export type Health = components["schemas"]["Health"];
export type PlatformKey = components["schemas"]["PlatformKey"];
export type SignedRequest = components["schemas"]["SignedRequest"];
export type SignatureDiagnosis = components["schemas"]["SignatureDiagnosis"];
export type FirstDifference = components["schemas"]["FirstDifference"];
export type NamespaceSummary = components["schemas"]["NamespaceSummary"];
export type NamespaceList = components["schemas"]["NamespaceList"];
export type Target = components["schemas"]["Target"];
export type PushContent = components["schemas"]["PushContent"];
export type SmsContent = components["schemas"]["SmsContent"];
export type InboxHeader = components["schemas"]["InboxHeader"];
export type InboxBody = components["schemas"]["InboxBody"];
export type InboxContent = components["schemas"]["InboxContent"];
export type Finding = components["schemas"]["Finding"];
export type TrafficReport = components["schemas"]["TrafficReport"];
export type DeliveryCall = components["schemas"]["DeliveryCall"];
export type DeliveryCallList = components["schemas"]["DeliveryCallList"];
export type FirstLink = components["schemas"]["FirstLink"];
export type Delivery = components["schemas"]["Delivery"];
export type Message = components["schemas"]["Message"];
export type MessageList = components["schemas"]["MessageList"];
export type Result = components["schemas"]["Result"];
export type Verdict = components["schemas"]["Verdict"];
export type OutcomeStatus = components["schemas"]["OutcomeStatus"];
export type Outcome = components["schemas"]["Outcome"];
export type MaskedRequest = components["schemas"]["MaskedRequest"];
export type MaskedResponse = components["schemas"]["MaskedResponse"];
export type AttemptSignature = components["schemas"]["AttemptSignature"];
export type Rendering = components["schemas"]["Rendering"];
export type Recipient = components["schemas"]["Recipient"];
export type Attempt = components["schemas"]["Attempt"];
export type AttemptList = components["schemas"]["AttemptList"];
export type ClientKey = components["schemas"]["ClientKey"];
export type Client = components["schemas"]["Client"];
export type App = components["schemas"]["App"];
export type TemplateContent = components["schemas"]["TemplateContent"];
export type Template = components["schemas"]["Template"];
export type User = components["schemas"]["User"];
export type WindowLimit = components["schemas"]["WindowLimit"];
export type Limits = components["schemas"]["Limits"];
export type Policies = components["schemas"]["Policies"];
export type SuperAppEndpoint = components["schemas"]["SuperAppEndpoint"];
export type SuperApps = components["schemas"]["SuperApps"];
export type Config = components["schemas"]["Config"];
export type HttpFault = components["schemas"]["HttpFault"];
export type FaultEffect = components["schemas"]["FaultEffect"];
export type Fault = components["schemas"]["Fault"];
export type PlannedFault = components["schemas"]["PlannedFault"];
export type FaultList = components["schemas"]["FaultList"];
export type ClockAdvance = components["schemas"]["ClockAdvance"];
export type Clock = components["schemas"]["Clock"];
export type Snapshot = components["schemas"]["Snapshot"];
export type ResponseIllegalInput = components["responses"]["IllegalInput"];
export type ResponseTokenNeeded = components["responses"]["TokenNeeded"];
export type ResponseForeignCaller = components["responses"]["ForeignCaller"];
export type ResponseHostNotAllowed = components["responses"]["HostNotAllowed"];
export type ResponseNotFound = components["responses"]["NotFound"];
export type ResponseStoreLost = components["responses"]["StoreLost"];
export type ParameterNamespace = components["parameters"]["Namespace"];
export type ParameterLimit = components["parameters"]["Limit"];
export type ParameterWords = components["parameters"]["Words"];
export type ParameterOrder = components["parameters"]["Order"];
export type ParameterCursor = components["parameters"]["Cursor"];
export type HeaderConfigTag = components["headers"]["ConfigTag"];
export type $defs = Record<string, never>;
export interface operations {
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stub can serve. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Health"];
        };
      };
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      /** @description Messages cannot be taken: the store is full, read-only, damaged, locked or lost. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Health"];
        };
      };
    };
  };
  getMetrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The metrics. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      /** @description The library that writes them was left out of a bundle. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ControlError"];
        };
      };
    };
  };
  listRefusals: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The refusals. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RefusalList"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
    };
  };
  getPlatformKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The public half of the platform's key. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformKey"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  diagnoseSignature: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The request as it was sent. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignedRequest"];
      };
    };
    responses: {
      /** @description The diagnosis. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SignatureDiagnosis"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  listNamespaces: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The namespaces. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NamespaceList"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  listMessages: {
    parameters: {
      query?: {
        /** @description Only messages of this requestId. */
        requestId?: string;
        /** @description Only the message with this messageId. */
        messageId?: string;
        /** @description Only messages of this channel. */
        channel?: components["schemas"]["Channel"];
        /** @description Only messages to users of this super app. */
        customerBelongsTo?: components["schemas"]["SuperApp"];
        /** @description Only rows whose ids or text contain all of these words. */
        q?: components["parameters"]["Words"];
        /** @description Which rows come first. */
        order?: components["parameters"]["Order"];
        /** @description Longest page. */
        limit?: components["parameters"]["Limit"];
        /** @description `next` of the page before. */
        cursor?: components["parameters"]["Cursor"];
        /** @description Longest time to wait for a match, in milliseconds. */
        wait?: number;
      };
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The messages. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MessageList"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  listDeliveries: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
        /** @description Id of the message. */
        messageId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The calls. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryCallList"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      404: components["responses"]["NotFound"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  listJournal: {
    parameters: {
      query?: {
        /** @description Only attempts at this operation. */
        operation?: components["schemas"]["Operation"];
        /** @description Only attempts with this requestId. */
        requestId?: string;
        /** @description Only rows whose ids or text contain all of these words. */
        q?: components["parameters"]["Words"];
        /** @description Which rows come first. */
        order?: components["parameters"]["Order"];
        /** @description Only attempts that came out like this. A page may hold fewer rows than `limit` though `next` is there. */
        outcome?: components["schemas"]["OutcomeStatus"];
        /** @description Longest page. */
        limit?: components["parameters"]["Limit"];
        /** @description `next` of the page before. */
        cursor?: components["parameters"]["Cursor"];
      };
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The attempts. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AttemptList"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  reportTraffic: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The findings. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TrafficReport"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  getConfig: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The configuration. */
      200: {
        headers: {
          ETag: components["headers"]["ConfigTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Config"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  replaceConfig: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the configuration that this one was made from. */
        "If-Match"?: string;
      };
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    /** @description The new configuration. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["Config"];
      };
    };
    responses: {
      /** @description The configuration as it is now. */
      200: {
        headers: {
          ETag: components["headers"]["ConfigTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Config"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      /** @description Somebody else has changed the configuration meanwhile. Nothing was changed. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ControlError"];
        };
      };
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  reloadConfig: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The configuration as it is now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Config"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  listFaults: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The planned faults. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FaultList"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  planFault: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    /** @description The fault. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["Fault"];
      };
    };
    responses: {
      /** @description The planned fault. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlannedFault"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  clearFaults: {
    parameters: {
      query?: {
        /** @description Only the fault with this id. */
        id?: string;
      };
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The faults that are left. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FaultList"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      404: components["responses"]["NotFound"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  getClock: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The clock. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Clock"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  advanceClock: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    /** @description By how much. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["ClockAdvance"];
      };
    };
    responses: {
      /** @description The clock as it is now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Clock"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  resetNamespace: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The namespace is as new. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NamespaceSummary"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  createSnapshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The snapshot. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Snapshot"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  dropSnapshots: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The namespace, without its snapshots. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NamespaceSummary"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  restoreSnapshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
        /** @description The snapshot. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The restored snapshot. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Snapshot"];
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      404: components["responses"]["NotFound"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
  streamEvents: {
    parameters: {
      query?: never;
      header?: {
        /** @description Sequence of the last event that was seen; `0` for everything that is still kept. */
        "Last-Event-ID"?: string;
      };
      path: {
        /** @description The namespace; `default` is the one of the unprefixed API paths. */
        namespace: components["parameters"]["Namespace"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": string;
        };
      };
      400: components["responses"]["IllegalInput"];
      401: components["responses"]["TokenNeeded"];
      403: components["responses"]["ForeignCaller"];
      421: components["responses"]["HostNotAllowed"];
      503: components["responses"]["StoreLost"];
    };
  };
}
