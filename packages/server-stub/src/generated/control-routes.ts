// Generated from spec/control.openapi.yaml by `pnpm generate`. Do not edit.

import { createRoute, z } from "@hono/zod-openapi";

export const OperationSchema = z
  .enum(["sendMessage", "sendInbox"])
  .openapi({ description: "Operation of the platform's API, by operationId. The values are those of `openapi.yaml`." })
  .openapi("Operation");

export type Operation = z.infer<typeof OperationSchema>;

export const ChannelSchema = z
  .enum(["PUSH", "SMS", "INBOX"])
  .openapi({ description: "Message channel." })
  .openapi("Channel");

export type Channel = z.infer<typeof ChannelSchema>;

export const SuperAppSchema = z
  .enum(["ALIPAY_CN", "ALIPAY_HK", "ALIPAY_MO", "TNG", "GCASH", "DANA", "KAKAOPAY", "BKASH", "CHOPE", "TRUEMONEY"])
  .openapi({
    description:
      "The super app that the user uses. Valid values are: `ALIPAY_CN` Alipay CN, `ALIPAY_HK` Alipay HK, `ALIPAY_MO`\nAlipay MO, `TNG` Touch 'n Go, `GCASH` Gcash, `DANA` Dana, `KAKAOPAY` KakaoPay, `BKASH` bKash, `CHOPE` Chope,\n`TRUEMONEY` TrueMoney.\n",
  })
  .openapi("SuperApp");

export type SuperApp = z.infer<typeof SuperAppSchema>;

export const ControlErrorDetailSchema = z
  .object({
    field: z
      .string()
      .openapi({ description: "Path of the illegal field, header or parameter, such as `users[0].status`." }),
    rule: z.string().openapi({ description: "The rule that it breaks." }),
    message: z.string().openapi({ description: "One sentence for humans." }),
  })
  .openapi({ description: "Field, rule and mend.", required: ["field", "rule", "message"] })
  .openapi("ControlErrorDetail");

export const ControlErrorSchema = z
  .object({ error: ControlErrorDetailSchema })
  .openapi({ description: "Why a control call was refused.", required: ["error"] })
  .openapi("ControlError");

export type ControlError = z.infer<typeof ControlErrorSchema>;

export const RefusalSchema = z
  .object({
    at: z.string().openapi({ description: "When, in real time." }),
    method: z.string().openapi({ description: "Method; empty for what was no HTTP." }),
    path: z.string().openapi({ description: "Path without query; empty for what was no HTTP." }),
    status: z
      .int()
      .openapi({ description: "HTTP status of the answer; 0 when the connection was closed without one." }),
    field: z.string().openapi({ description: "Header that it was refused for, or `path`, `body` or `connection`." }),
    value: z.string().exactOptional().openapi({ description: "Its value; never a token." }),
    flag: z.string().exactOptional().openapi({ description: "Flag that allows it, such as `--allow-host stub`." }),
    message: z.string().openapi({ description: "Field, rule and mend." }),
  })
  .openapi({
    description: "A request that the stub refused for its own sake.",
    required: ["at", "method", "path", "status", "field", "message"],
  })
  .openapi("Refusal");

export type Refusal = z.infer<typeof RefusalSchema>;

export const RefusalListSchema = z
  .object({
    refusals: z.array(RefusalSchema).openapi({ description: "The newest 100." }),
    total: z.int().openapi({ description: "All of them since the start." }),
  })
  .openapi({ description: "Refusals, newest first.", required: ["refusals", "total"] })
  .openapi("RefusalList");

export type RefusalList = z.infer<typeof RefusalListSchema>;

export type ControlErrorDetail = z.infer<typeof ControlErrorDetailSchema>;

export const HealthSchema = z
  .object({
    status: z
      .enum(["ok", "lost"])
      .openapi({
        description:
          "`lost`: messages cannot be taken, for the `reason` given; API calls answer UNKNOWN_EXCEPTION until they can.",
      }),
    version: z.string().openapi({ description: "Version of the stub." }),
    store: z.enum(["memory", "sqlite", "postgres"]).openapi({ description: "Kind of the store." }),
    fault: z
      .enum(["full", "read-only", "damaged", "locked", "lost", "too-large"])
      .exactOptional()
      .openapi({ description: "What is the matter with the store. `lost`: it does not answer, or its file is gone." }),
    reason: z.string().exactOptional().openapi({ description: "The same in words, naming the store and the mend." }),
    bytes: z
      .int()
      .exactOptional()
      .openapi({ description: "What the store takes, snapshots included; missing when it does not answer." }),
    soundness: z
      .enum(["sound", "checking", "unknown"])
      .exactOptional()
      .openapi({
        description:
          "Of SQLite: whether all of the file has been read for damage since the stub was started. Files up to 128 MiB are read before,\nlarger ones in a process beside the stub. `unknown`: that process could not be started. Damage that it finds is a `fault`.\n",
      }),
    limits: z
      .object({
        messages: z.int().openapi({ description: "Of the messages of one namespace." }),
        attempts: z.int().openapi({ description: "Of the journal of one namespace." }),
        answers: z.int().openapi({ description: "Of the answers that one namespace keeps for repeated requests." }),
        all: z.int().openapi({ description: "Of all namespaces with their snapshots." }),
      })
      .exactOptional()
      .openapi({
        description: "Bytes that are kept at most. What is beyond them is forgotten, the oldest first.",
        required: ["messages", "attempts", "answers", "all"],
      }),
  })
  .openapi({ description: "Health of the stub.", required: ["status", "version", "store"] })
  .openapi("Health");

export type Health = z.infer<typeof HealthSchema>;

export const PlatformKeySchema = z
  .object({
    keyVersion: z.string().openapi({ description: "Version that the answers' signature header names." }),
    publicKey: z.string().openapi({ description: "SubjectPublicKeyInfo, base64." }),
  })
  .openapi({ description: "The public half of the key that signs answers.", required: ["keyVersion", "publicKey"] })
  .openapi("PlatformKey");

export type PlatformKey = z.infer<typeof PlatformKeySchema>;

export const SignedRequestSchema = z
  .strictObject({
    namespace: z
      .string()
      .regex(/^([A-Za-z0-9_-][A-Za-z0-9._-]{0,63}|\.[A-Za-z0-9_-][A-Za-z0-9._-]{0,62}|\.\.[A-Za-z0-9._-]{1,62})$/)
      .exactOptional()
      .openapi({ description: "Namespace whose clients are asked for the key. Default `default`." }),
    method: z
      .enum(["GET", "POST", "PUT", "PATCH", "DELETE"])
      .exactOptional()
      .openapi({ description: "HTTP method. Default POST." }),
    uri: z.string().openapi({ description: "Path and query, with the deployment's prefix." }),
    clientId: z.string().openapi({ description: "Value of the Client-Id header." }),
    requestTime: z
      .string()
      .openapi({ description: "Value of the Request-Time header, or of response-time for an answer." }),
    signature: z.string().openapi({ description: "Value of the Signature header." }),
    body: z.string().openapi({ description: "The body exactly as it was sent." }),
    publicKey: z
      .string()
      .exactOptional()
      .openapi({ description: "SubjectPublicKeyInfo, base64 or PEM; instead of the seeded key." }),
  })
  .openapi({
    description: "A signed request as it was sent.",
    required: ["uri", "clientId", "requestTime", "signature", "body"],
  })
  .openapi("SignedRequest");

export type SignedRequest = z.infer<typeof SignedRequestSchema>;

export const FirstDifferenceSchema = z
  .object({
    offset: z.int().openapi({ description: "Bytes from the start of the string to sign." }),
    part: z
      .enum(["method", "uri", "clientId", "time", "body"])
      .openapi({ description: "The part in which it stands." }),
    partOffset: z.int().openapi({ description: "Bytes from the start of the part." }),
    expected: z
      .int()
      .exactOptional()
      .openapi({ description: "The byte that arrived; missing when the string ends here." }),
    signed: z
      .int()
      .exactOptional()
      .openapi({ description: "The byte that was signed; missing when the string ends here." }),
  })
  .openapi({
    description: "The first byte in which the string that was signed and the string that arrived differ.",
    required: ["offset", "part", "partOffset"],
  })
  .openapi("FirstDifference");

export const SignatureDiagnosisSchema = z
  .object({
    verified: z.boolean().openapi({ description: "Whether the signature is right." }),
    resultCode: z
      .enum(["INVALID_SIGNATURE", "INVALID_CLIENT", "KEY_NOT_FOUND"])
      .exactOptional()
      .openapi({ description: "The result code that the stub answers." }),
    cause: z.string().exactOptional().openapi({ description: "The cause in one word, such as `prefix-missing`." }),
    reason: z.string().exactOptional().openapi({ description: "What is wrong and how to mend it." }),
    firstDifference: FirstDifferenceSchema.exactOptional(),
    stringToSign: z.string().exactOptional().openapi({ description: "The string that has to be signed." }),
  })
  .openapi({ description: "What is wrong with a signature.", required: ["verified"] })
  .openapi("SignatureDiagnosis");

export type SignatureDiagnosis = z.infer<typeof SignatureDiagnosisSchema>;

export type FirstDifference = z.infer<typeof FirstDifferenceSchema>;

export const NamespaceSummarySchema = z
  .object({
    name: z.string().openapi({ description: "Name of the namespace." }),
    createdAt: z.string().openapi({ description: "Real time of its first call." }),
    lastUsedAt: z.string().openapi({ description: "Real time of its last call, to the minute." }),
    messages: z.int().openapi({ description: "Messages that are kept." }),
    attempts: z.int().openapi({ description: "Journal rows that are kept." }),
    bytes: z.int().openapi({ description: "What messages, journal and answers of this namespace take." }),
    forgotten: z
      .object({
        messages: z.int().openapi({ description: "Messages that went." }),
        attempts: z.int().openapi({ description: "Journal rows that went." }),
      })
      .openapi({
        description: "Rows that went because there were too many or they were too large, since the namespace was made.",
        required: ["messages", "attempts"],
      }),
  })
  .openapi({
    description: "A namespace.",
    required: ["name", "createdAt", "lastUsedAt", "messages", "attempts", "bytes", "forgotten"],
  })
  .openapi("NamespaceSummary");

export type NamespaceSummary = z.infer<typeof NamespaceSummarySchema>;

export const NamespaceListSchema = z
  .object({ namespaces: z.array(NamespaceSummarySchema).openapi({ description: "`default` first, then by name." }) })
  .openapi({ description: "All namespaces.", required: ["namespaces"] })
  .openapi("NamespaceList");

export type NamespaceList = z.infer<typeof NamespaceListSchema>;

export const TargetSchema = z
  .object({ path: z.string().openapi({ description: "Link; empty when there is none." }) })
  .openapi({ description: "Where a tap leads.", required: ["path"] })
  .openapi("Target");

export type Target = z.infer<typeof TargetSchema>;

export const PushContentSchema = z
  .object({
    title: z.string().openapi({ description: "Title." }),
    content: z.string().openapi({ description: "Text." }),
    linkUrl: z.string().openapi({ description: "Where a tap leads; empty when nowhere." }),
  })
  .openapi({ description: "What a push notification shows.", required: ["title", "content", "linkUrl"] })
  .openapi("PushContent");

export type PushContent = z.infer<typeof PushContentSchema>;

export const SmsContentSchema = z
  .object({ content: z.string().openapi({ description: "Text." }) })
  .openapi({ description: "What a text message shows.", required: ["content"] })
  .openapi("SmsContent");

export type SmsContent = z.infer<typeof SmsContentSchema>;

export const InboxHeaderSchema = z
  .object({
    appIcon: z.string().openapi({ description: "Icon of the mini program; empty when unknown." }),
    appName: z.string().openapi({ description: "Name of the mini program, here its appId." }),
    target: TargetSchema,
  })
  .openapi({ description: "Header of an inbox message.", required: ["appIcon", "appName", "target"] })
  .openapi("InboxHeader");

export type InboxHeader = z.infer<typeof InboxHeaderSchema>;

export const InboxBodySchema = z
  .object({
    title: z.string().openapi({ description: "Title." }),
    content: z.string().openapi({ description: "Text." }),
    target: TargetSchema,
  })
  .openapi({ description: "Body of an inbox message.", required: ["title", "content", "target"] })
  .openapi("InboxBody");

export type InboxBody = z.infer<typeof InboxBodySchema>;

export const InboxContentSchema = z
  .object({ header: InboxHeaderSchema, body: InboxBodySchema })
  .openapi({ description: "What an inbox message shows.", required: ["header", "body"] })
  .openapi("InboxContent");

export type InboxContent = z.infer<typeof InboxContentSchema>;

export const FindingSchema = z
  .object({
    id: z
      .enum([
        "body-changed",
        "resent-after-final",
        "never-resent",
        "intent-under-several-ids",
        "signature-over-other-content",
        "time-not-rising",
      ])
      .openapi({ description: "What it is." }),
    level: z
      .enum(["documented", "inferred", "policy"])
      .openapi({
        description:
          "`documented`: a sentence of the pages says so. `inferred`: the sensible reading. `policy`: a hint.",
      }),
    requestId: z.string().openapi({ description: "The intent; the first one where there are several." }),
    attempts: z
      .array(z.int().openapi({ description: "Sequence of an attempt." }))
      .openapi({ description: "Journal sequences of the attempts that show it." }),
    message: z.string().openapi({ description: "What was seen, and the mend." }),
  })
  .openapi({
    description: "One thing that a client does wrong, or might.",
    required: ["id", "level", "requestId", "attempts", "message"],
  })
  .openapi("Finding");

export type Finding = z.infer<typeof FindingSchema>;

export const TrafficReportSchema = z
  .object({
    findings: z.array(FindingSchema).openapi({ description: "In the order of their first attempts." }),
    intents: z.int().openapi({ description: "Different requestIds by client and operation." }),
    attempts: z.int().openapi({ description: "Attempts that were looked at." }),
  })
  .openapi({
    description: "What the traffic of a namespace says of its client.",
    required: ["findings", "intents", "attempts"],
  })
  .openapi("TrafficReport");

export type TrafficReport = z.infer<typeof TrafficReportSchema>;

export const DeliveryCallSchema = z
  .object({
    at: z.string().openapi({ description: "When its answer was in, or the wait for it was over." }),
    status: z
      .enum(["delivered", "retry", "failed"])
      .openapi({ description: "What the call meant for the message: taken, to be sent again, or refused for good." }),
    httpStatus: z.int().exactOptional().openapi({ description: "HTTP status of the answer; missing when none came." }),
    answer: z.string().exactOptional().openapi({ description: "The answer, at most 1,024 characters of it." }),
    reason: z.string().exactOptional().openapi({ description: "Why the message was not taken." }),
    nextRetryAt: z.string().exactOptional().openapi({ description: "When it is sent again." }),
  })
  .openapi({ description: "One call of the super app for a message.", required: ["at", "status"] })
  .openapi("DeliveryCall");

export type DeliveryCall = z.infer<typeof DeliveryCallSchema>;

export const DeliveryCallListSchema = z
  .object({ deliveries: z.array(DeliveryCallSchema).openapi({ description: "Oldest first." }) })
  .openapi({ description: "The calls of a message.", required: ["deliveries"] })
  .openapi("DeliveryCallList");

export type DeliveryCallList = z.infer<typeof DeliveryCallListSchema>;

export const FirstLinkSchema = z
  .object({ name: z.string().openapi({ description: "Text of the link." }), target: TargetSchema })
  .openapi({
    description:
      "The link of an inbox message beside its body (`firstLinkName`, `firstLinkUrl`). The leg to the super app has no place for\nit.\n",
    required: ["name", "target"],
  })
  .openapi("FirstLink");

export type FirstLink = z.infer<typeof FirstLinkSchema>;

export const DeliverySchema = z
  .object({
    status: z
      .enum(["queued", "delivered", "failed"])
      .openapi({ description: "`queued` until the super app took or refused the message." }),
    reason: z
      .string()
      .exactOptional()
      .openapi({ description: "Why it failed, or why the last attempt did not succeed." }),
    attempts: z.int().exactOptional().openapi({ description: "Attempts at the super app." }),
    at: z.string().exactOptional().openapi({ description: "When the status was reached." }),
  })
  .openapi({ description: "How far the delivery to the super app is.", required: ["status"] })
  .openapi("Delivery");

export type Delivery = z.infer<typeof DeliverySchema>;

export const RenderingSchema = z
  .object({
    language: z
      .string()
      .openapi({
        description:
          "Language of the template that fits best; for the element that is used, the one that was rendered.",
      }),
    wanted: z
      .string()
      .exactOptional()
      .openapi({ description: "Language that the element asked for, when the template has no text in it." }),
    unused: z
      .boolean()
      .exactOptional()
      .openapi({ description: "The user does not see this element; the first one is shown." }),
    missing: z
      .array(z.string().openapi({ description: "Name of the variable." }))
      .openapi({ description: "Variables of the template without a value." }),
    extra: z
      .array(z.string().openapi({ description: "Name of the value." }))
      .openapi({ description: "Values that the template does not use." }),
    empty: z
      .array(z.string().openapi({ description: "Name of the variable." }))
      .openapi({ description: "Variables whose value is empty." }),
  })
  .openapi({
    description: "How one element of `templates` fits its template.",
    required: ["language", "missing", "extra", "empty"],
  })
  .openapi("Rendering");

export const MessageSchema = z
  .object({
    sequence: z.int().openapi({ description: "Place in the namespace's order; the cursor." }),
    at: z.string().openapi({ description: "When it was taken." }),
    messageId: z.string().openapi({ description: "Id that the sender got." }),
    requestId: z.string().openapi({ description: "Id that the sender gave." }),
    operation: OperationSchema,
    channel: ChannelSchema,
    customerBelongsTo: SuperAppSchema.exactOptional(),
    customerId: z.string().openapi({ description: "The user; without a seeded one a pseudonym of the access token." }),
    appId: z.string().exactOptional().openapi({ description: "The mini program, for message/send." }),
    templateCode: z.string().openapi({ description: "The template." }),
    language: z
      .string()
      .openapi({ description: "Language of the content; empty when neither request nor template names one." }),
    content: z
      .union([PushContentSchema, SmsContentSchema, InboxContentSchema])
      .openapi({ description: "The content, by channel." }),
    delivery: DeliverySchema,
    rendering: RenderingSchema.exactOptional(),
    firstLink: FirstLinkSchema.exactOptional(),
    unusedElements: z
      .int()
      .exactOptional()
      .openapi({ description: "Elements of `templates` that the user does not see; missing when there are none." }),
  })
  .openapi({
    description: "A message that was taken for delivery, as the user sees it.",
    required: [
      "sequence",
      "at",
      "messageId",
      "requestId",
      "operation",
      "channel",
      "customerId",
      "templateCode",
      "language",
      "content",
      "delivery",
    ],
  })
  .openapi("Message");

export type Message = z.infer<typeof MessageSchema>;

export const MessageListSchema = z
  .object({
    messages: z.array(MessageSchema).openapi({ description: "Oldest first." }),
    next: z.string().exactOptional().openapi({ description: "Cursor of the next page; missing on the last one." }),
  })
  .openapi({ description: "A page of messages.", required: ["messages"] })
  .openapi("MessageList");

export type MessageList = z.infer<typeof MessageListSchema>;

export const ResultSchema = z
  .object({
    resultCode: z.string().openapi({ description: "What happened, exactly." }),
    resultStatus: z.enum(["S", "A", "F", "U"]).openapi({ description: "What happened." }),
    resultMessage: z.string().openapi({ description: "Text for humans." }),
  })
  .openapi({ description: "The result that was answered.", required: ["resultCode", "resultStatus", "resultMessage"] })
  .openapi("Result");

export type Result = z.infer<typeof ResultSchema>;

export const VerdictSchema = z
  .object({
    step: z
      .enum([
        "transport",
        "signature",
        "parameters",
        "trigger",
        "replay",
        "token",
        "client",
        "user",
        "template",
        "subscription",
        "limits",
        "fault",
        "delivery",
      ])
      .openapi({ description: "The step, in the order of verdicts." }),
    verdict: z
      .enum(["passed", "failed", "skipped"])
      .openapi({
        description:
          "`failed` decided the result, except in `replay`, `trigger` and `fault`, where `passed` with a detail did.",
      }),
    detail: z.string().exactOptional().openapi({ description: "Why." }),
  })
  .openapi({ description: "What one step said about an attempt.", required: ["step", "verdict"] })
  .openapi("Verdict");

export type Verdict = z.infer<typeof VerdictSchema>;

export const OutcomeStatusSchema = z
  .enum(["delivered", "queued", "undelivered", "rejected", "unknown"])
  .openapi({
    description:
      "`delivered`: the user got it. `queued`: on its way. `undelivered`: it was taken, and the super app did not take it.\n`rejected`: it was not taken. `unknown`: the answer does not say.\n",
  })
  .openapi("OutcomeStatus");

export type OutcomeStatus = z.infer<typeof OutcomeStatusSchema>;

export const OutcomeSchema = z
  .object({
    status: OutcomeStatusSchema,
    reason: z.string().openapi({ description: "Why, in words." }),
    state: z.string().exactOptional().openapi({ description: "What decided the attempt, such as `user-locked`." }),
    mend: z.string().exactOptional().openapi({ description: "What to do about it." }),
    statement: z.string().exactOptional().openapi({ description: "Id of the sentence of the API pages that says so." }),
  })
  .openapi({ description: "What the user got of an attempt, as it is now.", required: ["status", "reason"] })
  .openapi("Outcome");

export type Outcome = z.infer<typeof OutcomeSchema>;

export const MaskedRequestSchema = z
  .object({
    method: z.string().openapi({ description: "HTTP method." }),
    uri: z.string().openapi({ description: "Path and query as received." }),
    headers: z
      .record(z.string(), z.string().openapi({ description: "Value of the header." }))
      .openapi({ description: "The headers that matter, by lower-case name." }),
    body: z.string().openapi({ description: "The body, at most 16,384 characters of it." }),
    bodySha256: z
      .string()
      .exactOptional()
      .openapi({
        description:
          "SHA-256 of the bytes that were received, in hex; missing when there were too many of them to keep.",
      }),
  })
  .openapi({
    description: "The request, with access token and signature masked.",
    required: ["method", "uri", "headers", "body"],
  })
  .openapi("MaskedRequest");

export type MaskedRequest = z.infer<typeof MaskedRequestSchema>;

export const MaskedResponseSchema = z
  .object({
    status: z.int().openapi({ description: "HTTP status." }),
    body: z.string().openapi({ description: "The body as it was meant to be sent." }),
    lost: z
      .boolean()
      .exactOptional()
      .openapi({ description: "A planned fault kept the answer, or part of it, from arriving." }),
  })
  .openapi({ description: "The answer.", required: ["status", "body"] })
  .openapi("MaskedResponse");

export type MaskedResponse = z.infer<typeof MaskedResponseSchema>;

export const AttemptSignatureSchema = z
  .object({
    verified: z.boolean().openapi({ description: "Whether the request is known to be its client's." }),
    cause: z.string().exactOptional().openapi({ description: "The cause in one word, such as `prefix-missing`." }),
    reason: z.string().exactOptional().openapi({ description: "What is wrong and how to mend it." }),
    firstDifference: FirstDifferenceSchema.exactOptional(),
  })
  .openapi({ description: "What the signature check found.", required: ["verified"] })
  .openapi("AttemptSignature");

export type AttemptSignature = z.infer<typeof AttemptSignatureSchema>;

export type Rendering = z.infer<typeof RenderingSchema>;

export const RecipientSchema = z
  .object({
    customerId: z.string().openapi({ description: "The user; without a seeded one a pseudonym of the access token." }),
    customerBelongsTo: SuperAppSchema.exactOptional(),
    channel: ChannelSchema,
  })
  .openapi({
    description: "Whom a request is for; missing when the user is not known.",
    required: ["customerId", "channel"],
  })
  .openapi("Recipient");

export type Recipient = z.infer<typeof RecipientSchema>;

export const AttemptSchema = z
  .object({
    sequence: z.int().openapi({ description: "Place in the namespace's order; the cursor." }),
    at: z.string().openapi({ description: "When it arrived." }),
    operation: OperationSchema,
    requestId: z.string().openapi({ description: "Id that the sender gave; empty when it could not be read." }),
    clientId: z.string().exactOptional().openapi({ description: "Client-Id header, or else authClientId." }),
    verdicts: z.array(VerdictSchema).openapi({ description: "Every step in its order." }),
    result: ResultSchema,
    outcome: OutcomeSchema,
    messageId: z
      .string()
      .exactOptional()
      .openapi({ description: "The message that was taken now or, for a replay, before." }),
    replay: z.boolean().exactOptional().openapi({ description: "Whether the stored result was answered." }),
    faults: z
      .array(z.string().openapi({ description: "Id of the fault." }))
      .exactOptional()
      .openapi({ description: "Planned faults that applied." }),
    signature: AttemptSignatureSchema.exactOptional(),
    rendering: z
      .array(RenderingSchema)
      .exactOptional()
      .openapi({ description: "One row per element of `templates`, when the template is seeded." }),
    recipient: RecipientSchema.exactOptional(),
    request: MaskedRequestSchema,
    response: MaskedResponseSchema,
  })
  .openapi({
    description: "One attempt at an operation.",
    required: ["sequence", "at", "operation", "requestId", "verdicts", "result", "outcome", "request", "response"],
  })
  .openapi("Attempt");

export type Attempt = z.infer<typeof AttemptSchema>;

export const AttemptListSchema = z
  .object({
    attempts: z.array(AttemptSchema).openapi({ description: "Oldest first." }),
    next: z.string().exactOptional().openapi({ description: "Cursor of the next page; missing on the last one." }),
  })
  .openapi({ description: "A page of attempts.", required: ["attempts"] })
  .openapi("AttemptList");

export type AttemptList = z.infer<typeof AttemptListSchema>;

export const ClientKeySchema = z
  .strictObject({
    keyVersion: z
      .string()
      .min(1)
      .max(64)
      .openapi({
        description: "Version that the Signature header names; the last one listed is meant when it names none.",
      }),
    publicKey: z.string().min(1).openapi({ description: "SubjectPublicKeyInfo, base64 or PEM." }),
  })
  .openapi({ description: "A public key of a client.", required: ["keyVersion", "publicKey"] })
  .openapi("ClientKey");

export type ClientKey = z.infer<typeof ClientKeySchema>;

export const ClientSchema = z
  .strictObject({
    clientId: z.string().min(1).openapi({ description: "Value of the Client-Id header." }),
    keys: z.array(ClientKeySchema).openapi({ description: "Its keys, oldest first; all of them are valid." }),
    authClientIds: z
      .array(z.string().min(1).openapi({ description: "Value of `authClientId`." }))
      .exactOptional()
      .openapi({
        description:
          "Merchants that it may send for. Those of all clients together are the ones that exist; listed nowhere, every\n`authClientId` is accepted.\n",
      }),
  })
  .openapi({ description: "A caller of the API.", required: ["clientId", "keys"] })
  .openapi("Client");

export type Client = z.infer<typeof ClientSchema>;

export const AppSchema = z
  .strictObject({
    appId: z.string().min(1).openapi({ description: "Id of the mini program." }),
    features: z
      .array(z.string().openapi({ description: "Name of the feature." }))
      .exactOptional()
      .openapi({ description: "Its features. An app without `Send_Message` may not send." }),
  })
  .openapi({ description: "A mini program.", required: ["appId"] })
  .openapi("App");

export type App = z.infer<typeof AppSchema>;

export const TemplateContentSchema = z
  .strictObject({
    title: z.string().exactOptional().openapi({ description: "Title." }),
    body: z.string().openapi({ description: "Text." }),
    link: z.string().exactOptional().openapi({ description: "Where a tap leads." }),
  })
  .openapi({ description: "Texts of a template in one language, with `${variables}`.", required: ["body"] })
  .openapi("TemplateContent");

export type TemplateContent = z.infer<typeof TemplateContentSchema>;

export const TemplateSchema = z
  .strictObject({
    templateCode: z.string().min(1).openapi({ description: "Code of the template." }),
    channel: ChannelSchema,
    contents: z
      .record(z.string(), TemplateContentSchema)
      .openapi({ description: "Texts by language tag, such as `en-US`. At least one." }),
  })
  .openapi({ description: "A message template.", required: ["templateCode", "channel", "contents"] })
  .openapi("Template");

export type Template = z.infer<typeof TemplateSchema>;

export const UserSchema = z
  .strictObject({
    accessToken: z
      .string()
      .min(1)
      .openapi({
        description:
          "Access token; masked in answers. In a request with the header `X-Stub-Unmask: true` the mask stands for the token, so that\na page that may not see it can send for the user.\n",
      }),
    customerBelongsTo: SuperAppSchema.exactOptional(),
    customerId: z.string().min(1).max(32).openapi({ description: "Id of the user in the super app." }),
    authClientId: z
      .string()
      .exactOptional()
      .openapi({ description: "The merchant that the token was given to; another one is refused." }),
    status: z.enum(["ACTIVE", "LOCKED", "UNREGISTERED"]).openapi({ description: "Status of the account." }),
    expiresAt: z
      .string()
      .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})$/)
      .exactOptional()
      .openapi({ description: "When the token expires, ISO 8601 with offset, on the virtual clock." }),
    subscriptions: z
      .array(ChannelSchema)
      .exactOptional()
      .openapi({ description: "Channels that the user subscribes to. Left out means all." }),
  })
  .openapi({
    description: "A user of a super app, found by access token.",
    required: ["accessToken", "customerId", "status"],
  })
  .openapi("User");

export type User = z.infer<typeof UserSchema>;

export const WindowLimitSchema = z
  .strictObject({
    count: z.int().min(0).max(1000000000).openapi({ description: "How many." }),
    window: z
      .string()
      .regex(
        /^P([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\.[0-9]{1,9})?S)?)?$/,
      )
      .openapi({ description: "Length of the window." }),
  })
  .openapi({ description: "How many in a sliding window.", required: ["count", "window"] })
  .openapi("WindowLimit");

export type WindowLimit = z.infer<typeof WindowLimitSchema>;

export const LimitsSchema = z
  .strictObject({ perUser: WindowLimitSchema.exactOptional(), traffic: WindowLimitSchema.exactOptional() })
  .openapi({ description: "Limits; what is left out is unlimited.", required: [] })
  .openapi("Limits");

export type Limits = z.infer<typeof LimitsSchema>;

export const PoliciesSchema = z
  .strictObject({
    signature: z
      .enum(["off", "optional", "required"])
      .exactOptional()
      .openapi({ title: "Request signature", description: "Whether requests must be signed." }),
    requestTimeTolerance: z
      .string()
      .regex(
        /^(off|P([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\.[0-9]{1,9})?S)?)?)$/,
      )
      .exactOptional()
      .openapi({
        title: "Request-Time tolerance",
        description: "How far Request-Time may be from the virtual clock, as a duration such as PT5M; `off` takes any.",
      }),
    idempotencyMismatch: z
      .enum(["replay", "reject"])
      .exactOptional()
      .openapi({
        title: "Same requestId, other content",
        description: "What the same requestId with other content gets.",
      }),
    idempotencyRetention: z
      .string()
      .regex(
        /^P([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\.[0-9]{1,9})?S)?)?$/,
      )
      .exactOptional()
      .openapi({
        title: "Stored results are kept for",
        description: "How long results are stored, on the virtual clock.",
      }),
    extendInfoSpelling: z
      .enum(["both", "extendInfo", "entendInfo"])
      .exactOptional()
      .openapi({
        title: "extendInfo in the answer of message/send",
        description: "Name under which message/send echoes extendInfo.",
      }),
    superAppLeg: z
      .enum(["inbox", "webhook"])
      .exactOptional()
      .openapi({
        title: "Messages go to",
        description: "Whether messages go to the built-in phones or to the super apps that `superApps` names.",
      }),
    inactiveApis: z
      .array(OperationSchema)
      .exactOptional()
      .openapi({ title: "Inactive: answers INVALID_API", description: "Operations that answer INVALID_API." }),
    namespaceRetention: z
      .string()
      .regex(
        /^P([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\.[0-9]{1,9})?S)?)?$/,
      )
      .exactOptional()
      .openapi({
        title: "Unused namespaces are kept for",
        description: "How long an unused namespace stays, in real time; `default` always stays.",
      }),
  })
  .openapi({
    description:
      "Choices where the platform's documents are silent. Each has its name in words (`title`), its default (`x-default`, filled in by the stub) and, where it is one of several, what each of them means (`x-enumDescriptions`).",
    required: [],
  })
  .openapi("Policies");

export type Policies = z.infer<typeof PoliciesSchema>;

export const SuperAppEndpointSchema = z
  .strictObject({
    url: z
      .string()
      .regex(/^https?:\/\/[^@]+$/)
      .openapi({ description: "Base URL; `/v2/platform/message/send` is appended." }),
  })
  .openapi({ description: "Where a super app takes messages.", required: ["url"] })
  .openapi("SuperAppEndpoint");

export type SuperAppEndpoint = z.infer<typeof SuperAppEndpointSchema>;

export const SuperAppsSchema = z
  .strictObject({
    ALIPAY_CN: SuperAppEndpointSchema.exactOptional(),
    ALIPAY_HK: SuperAppEndpointSchema.exactOptional(),
    ALIPAY_MO: SuperAppEndpointSchema.exactOptional(),
    TNG: SuperAppEndpointSchema.exactOptional(),
    GCASH: SuperAppEndpointSchema.exactOptional(),
    DANA: SuperAppEndpointSchema.exactOptional(),
    KAKAOPAY: SuperAppEndpointSchema.exactOptional(),
    BKASH: SuperAppEndpointSchema.exactOptional(),
    CHOPE: SuperAppEndpointSchema.exactOptional(),
    TRUEMONEY: SuperAppEndpointSchema.exactOptional(),
  })
  .openapi({ description: "Super apps that the webhook leg reaches.", required: [] })
  .openapi("SuperApps");

export type SuperApps = z.infer<typeof SuperAppsSchema>;

export const ConfigSchema = z
  .strictObject({
    clients: z.array(ClientSchema).exactOptional().openapi({ description: "Callers and their keys." }),
    apps: z.array(AppSchema).exactOptional().openapi({ description: "Mini programs." }),
    templates: z.array(TemplateSchema).exactOptional().openapi({ description: "Message templates." }),
    users: z.array(UserSchema).exactOptional().openapi({ description: "Users and their access tokens." }),
    limits: LimitsSchema.exactOptional(),
    policies: PoliciesSchema.exactOptional(),
    superApps: SuperAppsSchema.exactOptional(),
  })
  .openapi({
    description:
      "Configuration of a namespace. A registry (clients, apps, templates, users) without an entry accepts everything; with one\nentry only what is listed exists.\n",
    required: [],
  })
  .openapi("Config");

export type Config = z.infer<typeof ConfigSchema>;

export const HttpFaultSchema = z
  .strictObject({
    status: z.int().min(400).max(599).openapi({ description: "HTTP status." }),
    retryAfter: z
      .int()
      .min(0)
      .max(86400)
      .exactOptional()
      .openapi({ description: "Seconds in a `Retry-After` header." }),
  })
  .openapi({ description: "Answer before processing, as a proxy in front of the platform does.", required: ["status"] })
  .openapi("HttpFault");

export type HttpFault = z.infer<typeof HttpFaultSchema>;

export const FaultEffectSchema = z
  .strictObject({
    result: z
      .string()
      .min(1)
      .max(64)
      .exactOptional()
      .openapi({
        description:
          "Answer this result code, as if the platform had decided it. A replay consumes none of its `times`.",
      }),
    latency: z
      .int()
      .min(0)
      .max(600000)
      .exactOptional()
      .openapi({ description: "Wait before processing, in milliseconds." }),
    jitter: z
      .int()
      .min(0)
      .max(600000)
      .exactOptional()
      .openapi({ description: "Up to this many milliseconds more, drawn at random." }),
    lostResponse: z
      .literal(true)
      .exactOptional()
      .openapi({ description: "Process the request, then close the connection without an answer." }),
    reset: z.literal(true).exactOptional().openapi({ description: "Reset the connection before processing." }),
    cutBody: z
      .literal(true)
      .exactOptional()
      .openapi({ description: "Process the request, then break off in the middle of the answer." }),
    garbage: z
      .literal(true)
      .exactOptional()
      .openapi({ description: "Process the request, then answer bytes that are no JSON." }),
    badSignature: z
      .literal(true)
      .exactOptional()
      .openapi({ description: "Process the request, then sign the answer wrongly." }),
    unsigned: z
      .literal(true)
      .exactOptional()
      .openapi({ description: "Process the request, then leave the answer unsigned." }),
    otherClient: z
      .literal(true)
      .exactOptional()
      .openapi({ description: "Process the request, then sign the answer for another Client-Id." }),
    http: HttpFaultSchema.exactOptional(),
  })
  .openapi({ description: "What goes wrong. Exactly one of these; `jitter` goes with `latency`.", required: [] })
  .openapi("FaultEffect");

export type FaultEffect = z.infer<typeof FaultEffectSchema>;

export const FaultSchema = z
  .strictObject({
    operation: OperationSchema.exactOptional(),
    requestId: z
      .string()
      .min(1)
      .max(256)
      .exactOptional()
      .openapi({ description: "Only for this requestId; `*` stands for any run of characters." }),
    times: z
      .int()
      .min(1)
      .max(1000000000)
      .exactOptional()
      .openapi({ description: "How often it happens; left out means always." }),
    probability: z
      .number()
      .min(0)
      .max(1)
      .exactOptional()
      .openapi({ description: "How likely it happens to a matching request. Default 1." }),
    seed: z
      .int()
      .min(0)
      .max(4294967295)
      .exactOptional()
      .openapi({ description: "Seed of the draws; the same seed draws the same." }),
    effect: FaultEffectSchema,
  })
  .openapi({ description: "A fault that happens to matching requests.", required: ["effect"] })
  .openapi("Fault");

export type Fault = z.infer<typeof FaultSchema>;

export const PlannedFaultSchema = z
  .object({
    id: z.string().openapi({ description: "Id of the fault." }),
    operation: OperationSchema.exactOptional(),
    requestId: z
      .string()
      .exactOptional()
      .openapi({ description: "Only for this requestId; `*` stands for any run of characters." }),
    times: z.int().exactOptional().openapi({ description: "How often it happens; left out means always." }),
    probability: z.number().exactOptional().openapi({ description: "How likely it happens to a matching request." }),
    seed: z.int().exactOptional().openapi({ description: "Seed of the draws." }),
    effect: FaultEffectSchema,
    happened: z.int().openapi({ description: "How often it has happened." }),
  })
  .openapi({ description: "A planned fault and what has become of it.", required: ["id", "happened", "effect"] })
  .openapi("PlannedFault");

export type PlannedFault = z.infer<typeof PlannedFaultSchema>;

export const FaultListSchema = z
  .object({ faults: z.array(PlannedFaultSchema).openapi({ description: "In the order in which they were planned." }) })
  .openapi({ description: "Planned faults.", required: ["faults"] })
  .openapi("FaultList");

export type FaultList = z.infer<typeof FaultListSchema>;

export const ClockAdvanceSchema = z
  .strictObject({
    advance: z
      .string()
      .regex(
        /^P([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\.[0-9]{1,9})?S)?)?$/,
      )
      .openapi({ description: "A duration such as `PT1H`; a year counts 365 days, a month 30." }),
  })
  .openapi({ description: "By how much the clock goes forward.", required: ["advance"] })
  .openapi("ClockAdvance");

export type ClockAdvance = z.infer<typeof ClockAdvanceSchema>;

export const ClockSchema = z
  .object({
    now: z.string().openapi({ description: "Virtual time." }),
    advanced: z.string().openapi({ description: "By how much it is ahead of the real time, as a duration." }),
  })
  .openapi({ description: "The virtual clock.", required: ["now", "advanced"] })
  .openapi("Clock");

export type Clock = z.infer<typeof ClockSchema>;

export const SnapshotSchema = z
  .object({
    id: z.string().openapi({ description: "Id of the snapshot." }),
    at: z.string().openapi({ description: "Virtual time at which it was taken." }),
  })
  .openapi({ description: "A snapshot of a namespace.", required: ["id", "at"] })
  .openapi("Snapshot");

export type Snapshot = z.infer<typeof SnapshotSchema>;

const IllegalInputResponse = {
  description: "Illegal input. Nothing was changed.",
  content: { "application/json": { schema: ControlErrorSchema } },
};

const TokenNeededResponse = {
  description: "The stub listens beyond loopback and the token is missing or wrong.",
  content: { "application/json": { schema: ControlErrorSchema } },
};

const ForeignCallerResponse = {
  description: "A page of another Origin sent it. The message names header, value and the flag that allows it.",
  content: { "application/json": { schema: ControlErrorSchema } },
};

const HostNotAllowedResponse = {
  description: "The Host header is not this machine's. The message names header, value and the flag that allows it.",
  content: { "application/json": { schema: ControlErrorSchema } },
};

const NotFoundResponse = {
  description: "There is no such thing. Nothing was changed.",
  content: { "application/json": { schema: ControlErrorSchema } },
};

const StoreLostResponse = {
  description: "The store does not answer.",
  content: { "application/json": { schema: ControlErrorSchema } },
};

const NamespaceParamsSchema = z
  .string()
  .regex(/^([A-Za-z0-9_-][A-Za-z0-9._-]{0,63}|\.[A-Za-z0-9_-][A-Za-z0-9._-]{0,62}|\.\.[A-Za-z0-9._-]{1,62})$/)
  .openapi({
    param: {
      name: "namespace",
      in: "path",
      required: true,
      description: "The namespace; `default` is the one of the unprefixed API paths.",
      schema: {
        type: "string",
        pattern:
          "^([A-Za-z0-9_-][A-Za-z0-9._-]{0,63}|\\.[A-Za-z0-9_-][A-Za-z0-9._-]{0,62}|\\.\\.[A-Za-z0-9._-]{1,62})$",
        description: "Letters, digits, dot, underscore and hyphen, at most 64.",
      },
    },
    description: "Letters, digits, dot, underscore and hyphen, at most 64.",
  });

const LimitParamsSchema = z.coerce
  .number()
  .pipe(z.int().min(1).max(1000))
  .default(100)
  .exactOptional()
  .openapi({
    param: {
      name: "limit",
      in: "query",
      required: false,
      description: "Longest page.",
      schema: { type: "integer", minimum: 1, maximum: 1000, default: 100, description: "Rows per page." },
    },
    description: "Rows per page.",
  });

const WordsParamsSchema = z
  .string()
  .max(1000)
  .exactOptional()
  .openapi({
    param: {
      name: "q",
      in: "query",
      required: false,
      description: "Only rows whose ids or text contain all of these words.",
      schema: {
        type: "string",
        maxLength: 1000,
        description: "Words parted by spaces; upper and lower case are the same.",
      },
    },
    description: "Words parted by spaces; upper and lower case are the same.",
  });

const OrderParamsSchema = z
  .enum(["oldest", "newest"])
  .default("oldest")
  .exactOptional()
  .openapi({
    param: {
      name: "order",
      in: "query",
      required: false,
      description: "Which rows come first.",
      schema: {
        type: "string",
        enum: ["oldest", "newest"],
        default: "oldest",
        description: "`oldest` or `newest` first; `next` goes on in the same direction.",
      },
    },
    description: "`oldest` or `newest` first; `next` goes on in the same direction.",
  });

const CursorParamsSchema = z
  .string()
  .regex(/^[0-9]{1,15}$/)
  .exactOptional()
  .openapi({
    param: {
      name: "cursor",
      in: "query",
      required: false,
      description: "`next` of the page before.",
      schema: {
        type: "string",
        pattern: "^[0-9]{1,15}$",
        description: "A sequence; only rows that follow it in the order asked for are listed.",
      },
    },
    description: "A sequence; only rows that follow it in the order asked for are listed.",
  });

export const getHealthRoute = createRoute({
  method: "get",
  path: "/_stub/health",
  tags: ["Stub"],
  summary: "Health of the stub",
  description: "Answers 200 as long as messages can be taken, else 503 with the reason.",
  operationId: "getHealth",
  responses: {
    200: { description: "The stub can serve.", content: { "application/json": { schema: HealthSchema } } },
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: {
      description: "Messages cannot be taken: the store is full, read-only, damaged, locked or lost.",
      content: { "application/json": { schema: HealthSchema } },
    },
  },
});

export const getMetricsRoute = createRoute({
  method: "get",
  path: "/_stub/metrics",
  tags: ["Stub"],
  summary: "Metrics",
  description: "Counters and histograms in the text format of Prometheus.",
  operationId: "getMetrics",
  responses: {
    200: {
      description: "The metrics.",
      content: { "text/plain": { schema: z.string().openapi({ description: "Text format of Prometheus." }) } },
    },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: {
      description: "The library that writes them was left out of a bundle.",
      content: { "application/json": { schema: ControlErrorSchema } },
    },
  },
});

export const listRefusalsRoute = createRoute({
  method: "get",
  path: "/_stub/refusals",
  tags: ["Stub"],
  summary: "What the stub refused for its own sake",
  description:
    "Requests that reached no platform: a Host that is not allowed, a page of another Origin, a wrong token, a path that leads\nnowhere, a body that is too large, bytes that are no HTTP. The newest 100 since the start, newest first.\n",
  operationId: "listRefusals",
  responses: {
    200: { description: "The refusals.", content: { "application/json": { schema: RefusalListSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
  },
});

export const getPlatformKeyRoute = createRoute({
  method: "get",
  path: "/_stub/platform-key",
  tags: ["Stub"],
  summary: "The key that signs answers",
  description: "Made on first use and kept in the store, so that replicas share it.",
  operationId: "getPlatformKey",
  responses: {
    200: {
      description: "The public half of the platform's key.",
      content: { "application/json": { schema: PlatformKeySchema } },
    },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const diagnoseSignatureRoute = createRoute({
  method: "post",
  path: "/_stub/signature/diagnose",
  tags: ["Stub"],
  summary: "Why a signature does not verify",
  description:
    "Verifies a signed request as it was sent and says what is wrong with it, trying the mistakes that clients\ncommonly make. The key comes from `publicKey`, else from the clients that are seeded in the namespace.\n",
  operationId: "diagnoseSignature",
  request: {
    body: {
      description: "The request as it was sent.",
      content: { "application/json": { schema: SignedRequestSchema } },
      required: true,
    },
  },
  responses: {
    200: { description: "The diagnosis.", content: { "application/json": { schema: SignatureDiagnosisSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const listNamespacesRoute = createRoute({
  method: "get",
  path: "/_stub/namespaces",
  tags: ["Stub"],
  summary: "All namespaces",
  description: "Every namespace that exists, `default` first, then by name.",
  operationId: "listNamespaces",
  responses: {
    200: { description: "The namespaces.", content: { "application/json": { schema: NamespaceListSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const listMessagesRoute = createRoute({
  method: "get",
  path: "/_stub/namespaces/{namespace}/messages",
  tags: ["Observe"],
  summary: "Messages that were taken for delivery",
  description:
    "Oldest first, or newest. `next` is the cursor of the following page and missing on the last one; a page ends at\n`limit` rows or about 4 MiB, whichever comes first. With `wait` the call\nwaits until at least one message matches, or answers an empty list when the time is over.\n",
  operationId: "listMessages",
  request: {
    params: z.object({ namespace: NamespaceParamsSchema }),
    query: z.object({
      requestId: z
        .string()
        .exactOptional()
        .openapi({
          param: {
            name: "requestId",
            in: "query",
            required: false,
            description: "Only messages of this requestId.",
            schema: { type: "string", description: "Exact, case-sensitive." },
          },
          description: "Exact, case-sensitive.",
        }),
      messageId: z
        .string()
        .exactOptional()
        .openapi({
          param: {
            name: "messageId",
            in: "query",
            required: false,
            description: "Only the message with this messageId.",
            schema: { type: "string", description: "Exact, case-sensitive." },
          },
          description: "Exact, case-sensitive.",
        }),
      channel: ChannelSchema.exactOptional().openapi({
        param: {
          name: "channel",
          in: "query",
          required: false,
          description: "Only messages of this channel.",
          schema: { $ref: "#/components/schemas/Channel" },
        },
      }),
      customerBelongsTo: SuperAppSchema.exactOptional().openapi({
        param: {
          name: "customerBelongsTo",
          in: "query",
          required: false,
          description: "Only messages to users of this super app.",
          schema: { $ref: "#/components/schemas/SuperApp" },
        },
      }),
      q: WordsParamsSchema,
      order: OrderParamsSchema,
      limit: LimitParamsSchema,
      cursor: CursorParamsSchema,
      wait: z.coerce
        .number()
        .pipe(z.int().min(0).max(300000))
        .exactOptional()
        .openapi({
          param: {
            name: "wait",
            in: "query",
            required: false,
            description: "Longest time to wait for a match, in milliseconds.",
            schema: { type: "integer", minimum: 0, maximum: 300000, description: "Milliseconds of real time." },
          },
          description: "Milliseconds of real time.",
        }),
    }),
  },
  responses: {
    200: { description: "The messages.", content: { "application/json": { schema: MessageListSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const listDeliveriesRoute = createRoute({
  method: "get",
  path: "/_stub/namespaces/{namespace}/messages/{messageId}/deliveries",
  tags: ["Observe"],
  summary: "Calls to the super app for a message",
  description:
    "Every call that carried the message, oldest first; none without the webhook leg. Of a message that was called for very\noften only the first call and the newest hundred are kept.\n",
  operationId: "listDeliveries",
  request: {
    params: z.object({
      namespace: NamespaceParamsSchema,
      messageId: z
        .string()
        .openapi({
          param: {
            name: "messageId",
            in: "path",
            required: true,
            description: "Id of the message.",
            schema: { type: "string", description: "Exact, case-sensitive." },
          },
          description: "Exact, case-sensitive.",
        }),
    }),
  },
  responses: {
    200: { description: "The calls.", content: { "application/json": { schema: DeliveryCallListSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    404: NotFoundResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const listJournalRoute = createRoute({
  method: "get",
  path: "/_stub/namespaces/{namespace}/journal",
  tags: ["Observe"],
  summary: "Attempts",
  description:
    "One row per attempt, oldest or newest first, with every verdict on the way. Access tokens and signatures are masked.\nA page ends at `limit` rows or about 4 MiB, whichever comes first.\n",
  operationId: "listJournal",
  request: {
    params: z.object({ namespace: NamespaceParamsSchema }),
    query: z.object({
      operation: OperationSchema.exactOptional().openapi({
        param: {
          name: "operation",
          in: "query",
          required: false,
          description: "Only attempts at this operation.",
          schema: { $ref: "#/components/schemas/Operation" },
        },
      }),
      requestId: z
        .string()
        .exactOptional()
        .openapi({
          param: {
            name: "requestId",
            in: "query",
            required: false,
            description: "Only attempts with this requestId.",
            schema: { type: "string", description: "Exact, case-sensitive." },
          },
          description: "Exact, case-sensitive.",
        }),
      q: WordsParamsSchema,
      order: OrderParamsSchema,
      outcome: OutcomeStatusSchema.exactOptional().openapi({
        param: {
          name: "outcome",
          in: "query",
          required: false,
          description:
            "Only attempts that came out like this. A page may hold fewer rows than `limit` though `next` is there.",
          schema: { $ref: "#/components/schemas/OutcomeStatus" },
        },
      }),
      limit: LimitParamsSchema,
      cursor: CursorParamsSchema,
    }),
  },
  responses: {
    200: { description: "The attempts.", content: { "application/json": { schema: AttemptListSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const reportTrafficRoute = createRoute({
  method: "get",
  path: "/_stub/namespaces/{namespace}/report",
  tags: ["Observe"],
  summary: "What the traffic says of the client that sent it",
  description:
    "Grades the journal as it is kept. An intent is everything that was sent under one requestId of one client and operation.\nFindings of level `documented` break a sentence of the API pages, `inferred` ones are sensible to mend, `policy` ones are\nhints.\n",
  operationId: "reportTraffic",
  request: { params: z.object({ namespace: NamespaceParamsSchema }) },
  responses: {
    200: { description: "The findings.", content: { "application/json": { schema: TrafficReportSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const getConfigRoute = createRoute({
  method: "get",
  path: "/_stub/namespaces/{namespace}/config",
  tags: ["Steer"],
  summary: "The configuration",
  description: "Complete, with every default. Access tokens are masked.",
  operationId: "getConfig",
  request: { params: z.object({ namespace: NamespaceParamsSchema }) },
  responses: {
    200: { description: "The configuration.", content: { "application/json": { schema: ConfigSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const replaceConfigRoute = createRoute({
  method: "put",
  path: "/_stub/namespaces/{namespace}/config",
  tags: ["Steer"],
  summary: "Replace the configuration",
  description:
    "What is left out falls back to its default. Touches no state. A masked access token that came from `GET` means that\nthe token stays as it is. With `If-Match` nothing changes unless the configuration still has that `ETag`.\n",
  operationId: "replaceConfig",
  request: {
    params: z.object({ namespace: NamespaceParamsSchema }),
    headers: z.object({
      "If-Match": z
        .string()
        .min(1)
        .max(1000)
        .exactOptional()
        .openapi({
          param: {
            name: "If-Match",
            in: "header",
            required: false,
            description: "The `ETag` of the configuration that this one was made from.",
            schema: {
              type: "string",
              minLength: 1,
              maxLength: 1000,
              description: "One or several entity tags, or `*`.",
            },
          },
          description: "One or several entity tags, or `*`.",
        }),
    }),
    body: {
      description: "The new configuration.",
      content: { "application/json": { schema: ConfigSchema } },
      required: true,
    },
  },
  responses: {
    200: { description: "The configuration as it is now.", content: { "application/json": { schema: ConfigSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    412: {
      description: "Somebody else has changed the configuration meanwhile. Nothing was changed.",
      content: { "application/json": { schema: ControlErrorSchema } },
    },
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const reloadConfigRoute = createRoute({
  method: "post",
  path: "/_stub/namespaces/{namespace}/config/reload",
  tags: ["Steer"],
  summary: "Read the configuration file again",
  description:
    "Replaces the configuration by the file that was given or found at start, also for namespaces that are made afterwards.\nIllegal when there was none.\n",
  operationId: "reloadConfig",
  request: { params: z.object({ namespace: NamespaceParamsSchema }) },
  responses: {
    200: { description: "The configuration as it is now.", content: { "application/json": { schema: ConfigSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const listFaultsRoute = createRoute({
  method: "get",
  path: "/_stub/namespaces/{namespace}/faults",
  tags: ["Steer"],
  summary: "Planned faults",
  description: "In the order in which they were planned, the exhausted ones included.",
  operationId: "listFaults",
  request: { params: z.object({ namespace: NamespaceParamsSchema }) },
  responses: {
    200: { description: "The planned faults.", content: { "application/json": { schema: FaultListSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const planFaultRoute = createRoute({
  method: "post",
  path: "/_stub/namespaces/{namespace}/faults",
  tags: ["Steer"],
  summary: "Plan a fault",
  description: "It applies from the next request on.",
  operationId: "planFault",
  request: {
    params: z.object({ namespace: NamespaceParamsSchema }),
    body: { description: "The fault.", content: { "application/json": { schema: FaultSchema } }, required: true },
  },
  responses: {
    200: { description: "The planned fault.", content: { "application/json": { schema: PlannedFaultSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const clearFaultsRoute = createRoute({
  method: "delete",
  path: "/_stub/namespaces/{namespace}/faults",
  tags: ["Steer"],
  summary: "Remove planned faults",
  description: "All of them, or the one that `id` names.",
  operationId: "clearFaults",
  request: {
    params: z.object({ namespace: NamespaceParamsSchema }),
    query: z.object({
      id: z
        .string()
        .exactOptional()
        .openapi({
          param: {
            name: "id",
            in: "query",
            required: false,
            description: "Only the fault with this id.",
            schema: { type: "string", description: "Id from planning or listing." },
          },
          description: "Id from planning or listing.",
        }),
    }),
  },
  responses: {
    200: { description: "The faults that are left.", content: { "application/json": { schema: FaultListSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    404: NotFoundResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const getClockRoute = createRoute({
  method: "get",
  path: "/_stub/namespaces/{namespace}/clock",
  tags: ["Steer"],
  summary: "The virtual clock",
  description: "It starts at now and runs on.",
  operationId: "getClock",
  request: { params: z.object({ namespace: NamespaceParamsSchema }) },
  responses: {
    200: { description: "The clock.", content: { "application/json": { schema: ClockSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const advanceClockRoute = createRoute({
  method: "post",
  path: "/_stub/namespaces/{namespace}/clock",
  tags: ["Steer"],
  summary: "Advance the virtual clock",
  description: "Advances add up.",
  operationId: "advanceClock",
  request: {
    params: z.object({ namespace: NamespaceParamsSchema }),
    body: {
      description: "By how much.",
      content: { "application/json": { schema: ClockAdvanceSchema } },
      required: true,
    },
  },
  responses: {
    200: { description: "The clock as it is now.", content: { "application/json": { schema: ClockSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const resetNamespaceRoute = createRoute({
  method: "post",
  path: "/_stub/namespaces/{namespace}/reset",
  tags: ["Steer"],
  summary: "Forget everything but the configuration",
  description:
    "Clears messages, journal, stored results, counters, faults and the clock. Keeps configuration and snapshots.",
  operationId: "resetNamespace",
  request: { params: z.object({ namespace: NamespaceParamsSchema }) },
  responses: {
    200: {
      description: "The namespace is as new.",
      content: { "application/json": { schema: NamespaceSummarySchema } },
    },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const createSnapshotRoute = createRoute({
  method: "post",
  path: "/_stub/namespaces/{namespace}/snapshots",
  tags: ["Steer"],
  summary: "Take a snapshot",
  description: "Of everything in the namespace, configuration, faults and clock included. The oldest go beyond twenty.",
  operationId: "createSnapshot",
  request: { params: z.object({ namespace: NamespaceParamsSchema }) },
  responses: {
    200: { description: "The snapshot.", content: { "application/json": { schema: SnapshotSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const dropSnapshotsRoute = createRoute({
  method: "delete",
  path: "/_stub/namespaces/{namespace}/snapshots",
  tags: ["Steer"],
  summary: "Drop all snapshots",
  description: "Of the namespace, and gives their room back. What the namespace has now stays as it is.",
  operationId: "dropSnapshots",
  request: { params: z.object({ namespace: NamespaceParamsSchema }) },
  responses: {
    200: {
      description: "The namespace, without its snapshots.",
      content: { "application/json": { schema: NamespaceSummarySchema } },
    },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const restoreSnapshotRoute = createRoute({
  method: "post",
  path: "/_stub/namespaces/{namespace}/snapshots/{id}/restore",
  tags: ["Steer"],
  summary: "Restore a snapshot",
  description: "The namespace is as it was when the snapshot was taken. The snapshot stays.",
  operationId: "restoreSnapshot",
  request: {
    params: z.object({
      namespace: NamespaceParamsSchema,
      id: z
        .string()
        .min(1)
        .max(64)
        .openapi({
          param: {
            name: "id",
            in: "path",
            required: true,
            description: "The snapshot.",
            schema: { type: "string", minLength: 1, maxLength: 64, description: "Id from taking it." },
          },
          description: "Id from taking it.",
        }),
    }),
  },
  responses: {
    200: { description: "The restored snapshot.", content: { "application/json": { schema: SnapshotSchema } } },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    404: NotFoundResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});

export const streamEventsRoute = createRoute({
  method: "get",
  path: "/_stub/namespaces/{namespace}/events",
  tags: ["Observe"],
  summary: "Live events",
  description:
    "Server-sent events. `event` is `attempt` (data `{ attempt, message? }`: the journal row and the message that was\ntaken with it), `delivery` (data `{ message, attempt? }`: its delivery or the answer to its attempt has changed),\n`control` (data `{ changed, at }`, changed one of `config`, `faults`, `clock`, `reset`, `snapshot`, `restore`) or\n`resync` (data `{}`: events since the given id are no longer kept, load the lists again). `id` is the sequence: a client\nthat reconnects with `Last-Event-ID` misses nothing, though several changes of one message may come as one. Without it\nthe stream starts with what happens next. `ping` (data `{}`, without `id`) comes at least every 10 seconds: a reader that\nhears nothing for longer has lost the stub.\n",
  operationId: "streamEvents",
  request: {
    params: z.object({ namespace: NamespaceParamsSchema }),
    headers: z.object({
      "Last-Event-ID": z
        .string()
        .regex(/^[0-9]{1,15}$/)
        .exactOptional()
        .openapi({
          param: {
            name: "Last-Event-ID",
            in: "header",
            required: false,
            description: "Sequence of the last event that was seen; `0` for everything that is still kept.",
            schema: { type: "string", pattern: "^[0-9]{1,15}$", description: "A sequence." },
          },
          description: "A sequence.",
        }),
    }),
  },
  responses: {
    200: {
      description: "The stream.",
      content: {
        "text/event-stream": {
          schema: z.string().openapi({ description: "Events, each with `id`, `event` and one line of JSON `data`." }),
        },
      },
    },
    400: IllegalInputResponse,
    401: TokenNeededResponse,
    403: ForeignCallerResponse,
    421: HostNotAllowedResponse,
    503: StoreLostResponse,
  },
});
