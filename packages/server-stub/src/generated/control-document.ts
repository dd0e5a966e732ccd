// Generated from spec/control.openapi.yaml by `pnpm generate`. Do not edit.

import type { JsonObject } from "./openapi.js";

/** The whole description of the control API in one document. */
export const controlDocument: JsonObject = {
  openapi: "3.1.0",
  info: {
    title: "Server stub control",
    version: "0.1.0",
    summary: "Look into and steer a running server stub.",
    description:
      'The control API of the server stub. It is not part of the platform: nothing here exists in production.\n\n**Namespaces** are independent worlds in one process: `default` for the unprefixed API paths, any other for the paths\nunder `/ns/<name>/`. The first API or control call creates one.\n\n**Illegal input** is answered by a 4xx status with `{ "error": { "field", "rule", "message" } }`, and nothing is\nchanged: unknown and repeated parameters, a body where none belongs and a property that stands there twice included; another\nmethod than the call\'s gets 405. Writes need `Content-Type: application/json`. A Host that is not allowed gets 421 (`--allow-host`), a page of\nanother Origin 403 (`--allow-origin`). When the stub listens on an address other than loopback, every call but\n`/_stub/health` needs its token (`--token`, else printed at start), as bearer or as the cookie that\n`/?token=<token>` sets.\n\n**Times** are ISO 8601 in UTC on the namespace\'s virtual clock; durations are ISO 8601 (`PT1H`, `P30D`).\n',
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "http://127.0.0.1:4010", description: "The server stub on this machine." }],
  security: [{}, { token: [] }],
  tags: [
    { name: "Stub", description: "The process and its store." },
    { name: "Observe", description: "What a namespace received, decided and delivered." },
    { name: "Steer", description: "Configuration, planned faults, clock and state of a namespace." },
  ],
  paths: {
    "/_stub/health": {
      get: {
        operationId: "getHealth",
        tags: ["Stub"],
        summary: "Health of the stub",
        description: "Answers 200 as long as messages can be taken, else 503 with the reason.",
        responses: {
          "200": {
            description: "The stub can serve.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Health" } } },
          },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": {
            description: "Messages cannot be taken: the store is full, read-only, damaged, locked or lost.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Health" } } },
          },
        },
      },
    },
    "/_stub/metrics": {
      get: {
        operationId: "getMetrics",
        tags: ["Stub"],
        summary: "Metrics",
        description: "Counters and histograms in the text format of Prometheus.",
        responses: {
          "200": {
            description: "The metrics.",
            content: { "text/plain": { schema: { type: "string", description: "Text format of Prometheus." } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": {
            description: "The library that writes them was left out of a bundle.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/ControlError" } } },
          },
        },
      },
    },
    "/_stub/refusals": {
      get: {
        operationId: "listRefusals",
        tags: ["Stub"],
        summary: "What the stub refused for its own sake",
        description:
          "Requests that reached no platform: a Host that is not allowed, a page of another Origin, a wrong token, a path that leads\nnowhere, a body that is too large, bytes that are no HTTP. The newest 100 since the start, newest first.\n",
        responses: {
          "200": {
            description: "The refusals.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/RefusalList" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
        },
      },
    },
    "/_stub/platform-key": {
      get: {
        operationId: "getPlatformKey",
        tags: ["Stub"],
        summary: "The key that signs answers",
        description: "Made on first use and kept in the store, so that replicas share it.",
        responses: {
          "200": {
            description: "The public half of the platform's key.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/PlatformKey" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/signature/diagnose": {
      post: {
        operationId: "diagnoseSignature",
        tags: ["Stub"],
        summary: "Why a signature does not verify",
        description:
          "Verifies a signed request as it was sent and says what is wrong with it, trying the mistakes that clients\ncommonly make. The key comes from `publicKey`, else from the clients that are seeded in the namespace.\n",
        requestBody: {
          required: true,
          description: "The request as it was sent.",
          content: { "application/json": { schema: { $ref: "#/components/schemas/SignedRequest" } } },
        },
        responses: {
          "200": {
            description: "The diagnosis.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/SignatureDiagnosis" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces": {
      get: {
        operationId: "listNamespaces",
        tags: ["Stub"],
        summary: "All namespaces",
        description: "Every namespace that exists, `default` first, then by name.",
        responses: {
          "200": {
            description: "The namespaces.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/NamespaceList" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/messages": {
      get: {
        operationId: "listMessages",
        tags: ["Observe"],
        summary: "Messages that were taken for delivery",
        description:
          "Oldest first, or newest. `next` is the cursor of the following page and missing on the last one; a page ends at\n`limit` rows or about 4 MiB, whichever comes first. With `wait` the call\nwaits until at least one message matches, or answers an empty list when the time is over.\n",
        parameters: [
          { $ref: "#/components/parameters/Namespace" },
          {
            name: "requestId",
            in: "query",
            required: false,
            description: "Only messages of this requestId.",
            schema: { type: "string", description: "Exact, case-sensitive." },
          },
          {
            name: "messageId",
            in: "query",
            required: false,
            description: "Only the message with this messageId.",
            schema: { type: "string", description: "Exact, case-sensitive." },
          },
          {
            name: "channel",
            in: "query",
            required: false,
            description: "Only messages of this channel.",
            schema: { $ref: "#/components/schemas/Channel" },
          },
          {
            name: "customerBelongsTo",
            in: "query",
            required: false,
            description: "Only messages to users of this super app.",
            schema: { $ref: "#/components/schemas/SuperApp" },
          },
          { $ref: "#/components/parameters/Words" },
          { $ref: "#/components/parameters/Order" },
          { $ref: "#/components/parameters/Limit" },
          { $ref: "#/components/parameters/Cursor" },
          {
            name: "wait",
            in: "query",
            required: false,
            description: "Longest time to wait for a match, in milliseconds.",
            schema: { type: "integer", minimum: 0, maximum: 300000, description: "Milliseconds of real time." },
          },
        ],
        responses: {
          "200": {
            description: "The messages.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/MessageList" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/messages/{messageId}/deliveries": {
      get: {
        operationId: "listDeliveries",
        tags: ["Observe"],
        summary: "Calls to the super app for a message",
        description:
          "Every call that carried the message, oldest first; none without the webhook leg. Of a message that was called for very\noften only the first call and the newest hundred are kept.\n",
        parameters: [
          { $ref: "#/components/parameters/Namespace" },
          {
            name: "messageId",
            in: "path",
            required: true,
            description: "Id of the message.",
            schema: { type: "string", description: "Exact, case-sensitive." },
          },
        ],
        responses: {
          "200": {
            description: "The calls.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/DeliveryCallList" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "404": { $ref: "#/components/responses/NotFound" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/journal": {
      get: {
        operationId: "listJournal",
        tags: ["Observe"],
        summary: "Attempts",
        description:
          "One row per attempt, oldest or newest first, with every verdict on the way. Access tokens and signatures are masked.\nA page ends at `limit` rows or about 4 MiB, whichever comes first.\n",
        parameters: [
          { $ref: "#/components/parameters/Namespace" },
          {
            name: "operation",
            in: "query",
            required: false,
            description: "Only attempts at this operation.",
            schema: { $ref: "#/components/schemas/Operation" },
          },
          {
            name: "requestId",
            in: "query",
            required: false,
            description: "Only attempts with this requestId.",
            schema: { type: "string", description: "Exact, case-sensitive." },
          },
          { $ref: "#/components/parameters/Words" },
          { $ref: "#/components/parameters/Order" },
          {
            name: "outcome",
            in: "query",
            required: false,
            description:
              "Only attempts that came out like this. A page may hold fewer rows than `limit` though `next` is there.",
            schema: { $ref: "#/components/schemas/OutcomeStatus" },
          },
          { $ref: "#/components/parameters/Limit" },
          { $ref: "#/components/parameters/Cursor" },
        ],
        responses: {
          "200": {
            description: "The attempts.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/AttemptList" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/report": {
      get: {
        operationId: "reportTraffic",
        tags: ["Observe"],
        summary: "What the traffic says of the client that sent it",
        description:
          "Grades the journal as it is kept. An intent is everything that was sent under one requestId of one client and operation.\nFindings of level `documented` break a sentence of the API pages, `inferred` ones are sensible to mend, `policy` ones are\nhints.\n",
        parameters: [{ $ref: "#/components/parameters/Namespace" }],
        responses: {
          "200": {
            description: "The findings.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/TrafficReport" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/config": {
      get: {
        operationId: "getConfig",
        tags: ["Steer"],
        summary: "The configuration",
        description: "Complete, with every default. Access tokens are masked.",
        parameters: [{ $ref: "#/components/parameters/Namespace" }],
        responses: {
          "200": {
            description: "The configuration.",
            headers: { ETag: { $ref: "#/components/headers/ConfigTag" } },
            content: { "application/json": { schema: { $ref: "#/components/schemas/Config" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
      put: {
        operationId: "replaceConfig",
        tags: ["Steer"],
        summary: "Replace the configuration",
        description:
          "What is left out falls back to its default. Touches no state. A masked access token that came from `GET` means that\nthe token stays as it is. With `If-Match` nothing changes unless the configuration still has that `ETag`.\n",
        parameters: [
          { $ref: "#/components/parameters/Namespace" },
          {
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
        ],
        requestBody: {
          required: true,
          description: "The new configuration.",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Config" } } },
        },
        responses: {
          "200": {
            description: "The configuration as it is now.",
            headers: { ETag: { $ref: "#/components/headers/ConfigTag" } },
            content: { "application/json": { schema: { $ref: "#/components/schemas/Config" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "412": {
            description: "Somebody else has changed the configuration meanwhile. Nothing was changed.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/ControlError" } } },
          },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/config/reload": {
      post: {
        operationId: "reloadConfig",
        tags: ["Steer"],
        summary: "Read the configuration file again",
        description:
          "Replaces the configuration by the file that was given or found at start, also for namespaces that are made afterwards.\nIllegal when there was none.\n",
        parameters: [{ $ref: "#/components/parameters/Namespace" }],
        responses: {
          "200": {
            description: "The configuration as it is now.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Config" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/faults": {
      get: {
        operationId: "listFaults",
        tags: ["Steer"],
        summary: "Planned faults",
        description: "In the order in which they were planned, the exhausted ones included.",
        parameters: [{ $ref: "#/components/parameters/Namespace" }],
        responses: {
          "200": {
            description: "The planned faults.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/FaultList" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
      post: {
        operationId: "planFault",
        tags: ["Steer"],
        summary: "Plan a fault",
        description: "It applies from the next request on.",
        parameters: [{ $ref: "#/components/parameters/Namespace" }],
        requestBody: {
          required: true,
          description: "The fault.",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Fault" } } },
        },
        responses: {
          "200": {
            description: "The planned fault.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/PlannedFault" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
      delete: {
        operationId: "clearFaults",
        tags: ["Steer"],
        summary: "Remove planned faults",
        description: "All of them, or the one that `id` names.",
        parameters: [
          { $ref: "#/components/parameters/Namespace" },
          {
            name: "id",
            in: "query",
            required: false,
            description: "Only the fault with this id.",
            schema: { type: "string", description: "Id from planning or listing." },
          },
        ],
        responses: {
          "200": {
            description: "The faults that are left.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/FaultList" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "404": { $ref: "#/components/responses/NotFound" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/clock": {
      get: {
        operationId: "getClock",
        tags: ["Steer"],
        summary: "The virtual clock",
        description: "It starts at now and runs on.",
        parameters: [{ $ref: "#/components/parameters/Namespace" }],
        responses: {
          "200": {
            description: "The clock.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Clock" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
      post: {
        operationId: "advanceClock",
        tags: ["Steer"],
        summary: "Advance the virtual clock",
        description: "Advances add up.",
        parameters: [{ $ref: "#/components/parameters/Namespace" }],
        requestBody: {
          required: true,
          description: "By how much.",
          content: { "application/json": { schema: { $ref: "#/components/schemas/ClockAdvance" } } },
        },
        responses: {
          "200": {
            description: "The clock as it is now.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Clock" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/reset": {
      post: {
        operationId: "resetNamespace",
        tags: ["Steer"],
        summary: "Forget everything but the configuration",
        description:
          "Clears messages, journal, stored results, counters, faults and the clock. Keeps configuration and snapshots.",
        parameters: [{ $ref: "#/components/parameters/Namespace" }],
        responses: {
          "200": {
            description: "The namespace is as new.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/NamespaceSummary" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/snapshots": {
      post: {
        operationId: "createSnapshot",
        tags: ["Steer"],
        summary: "Take a snapshot",
        description:
          "Of everything in the namespace, configuration, faults and clock included. The oldest go beyond twenty.",
        parameters: [{ $ref: "#/components/parameters/Namespace" }],
        responses: {
          "200": {
            description: "The snapshot.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Snapshot" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
      delete: {
        operationId: "dropSnapshots",
        tags: ["Steer"],
        summary: "Drop all snapshots",
        description: "Of the namespace, and gives their room back. What the namespace has now stays as it is.",
        parameters: [{ $ref: "#/components/parameters/Namespace" }],
        responses: {
          "200": {
            description: "The namespace, without its snapshots.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/NamespaceSummary" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/snapshots/{id}/restore": {
      post: {
        operationId: "restoreSnapshot",
        tags: ["Steer"],
        summary: "Restore a snapshot",
        description: "The namespace is as it was when the snapshot was taken. The snapshot stays.",
        parameters: [
          { $ref: "#/components/parameters/Namespace" },
          {
            name: "id",
            in: "path",
            required: true,
            description: "The snapshot.",
            schema: { type: "string", minLength: 1, maxLength: 64, description: "Id from taking it." },
          },
        ],
        responses: {
          "200": {
            description: "The restored snapshot.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Snapshot" } } },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "404": { $ref: "#/components/responses/NotFound" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
    "/_stub/namespaces/{namespace}/events": {
      get: {
        operationId: "streamEvents",
        tags: ["Observe"],
        summary: "Live events",
        description:
          "Server-sent events. `event` is `attempt` (data `{ attempt, message? }`: the journal row and the message that was\ntaken with it), `delivery` (data `{ message, attempt? }`: its delivery or the answer to its attempt has changed),\n`control` (data `{ changed, at }`, changed one of `config`, `faults`, `clock`, `reset`, `snapshot`, `restore`) or\n`resync` (data `{}`: events since the given id are no longer kept, load the lists again). `id` is the sequence: a client\nthat reconnects with `Last-Event-ID` misses nothing, though several changes of one message may come as one. Without it\nthe stream starts with what happens next. `ping` (data `{}`, without `id`) comes at least every 10 seconds: a reader that\nhears nothing for longer has lost the stub.\n",
        parameters: [
          { $ref: "#/components/parameters/Namespace" },
          {
            name: "Last-Event-ID",
            in: "header",
            required: false,
            description: "Sequence of the last event that was seen; `0` for everything that is still kept.",
            schema: { type: "string", pattern: "^[0-9]{1,15}$", description: "A sequence." },
          },
        ],
        responses: {
          "200": {
            description: "The stream.",
            content: {
              "text/event-stream": {
                schema: { type: "string", description: "Events, each with `id`, `event` and one line of JSON `data`." },
              },
            },
          },
          "400": { $ref: "#/components/responses/IllegalInput" },
          "401": { $ref: "#/components/responses/TokenNeeded" },
          "403": { $ref: "#/components/responses/ForeignCaller" },
          "421": { $ref: "#/components/responses/HostNotAllowed" },
          "503": { $ref: "#/components/responses/StoreLost" },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      token: {
        type: "http",
        scheme: "bearer",
        description: "Printed once at start when the stub listens on an address other than loopback.",
      },
    },
    parameters: {
      Namespace: {
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
      Limit: {
        name: "limit",
        in: "query",
        required: false,
        description: "Longest page.",
        schema: { type: "integer", minimum: 1, maximum: 1000, default: 100, description: "Rows per page." },
      },
      Words: {
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
      Order: {
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
      Cursor: {
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
    },
    responses: {
      IllegalInput: {
        description: "Illegal input. Nothing was changed.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/ControlError" } } },
      },
      TokenNeeded: {
        description: "The stub listens beyond loopback and the token is missing or wrong.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/ControlError" } } },
      },
      ForeignCaller: {
        description: "A page of another Origin sent it. The message names header, value and the flag that allows it.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/ControlError" } } },
      },
      HostNotAllowed: {
        description:
          "The Host header is not this machine's. The message names header, value and the flag that allows it.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/ControlError" } } },
      },
      NotFound: {
        description: "There is no such thing. Nothing was changed.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/ControlError" } } },
      },
      StoreLost: {
        description: "The store does not answer.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/ControlError" } } },
      },
    },
    headers: {
      ConfigTag: {
        description: "Changes whenever the configuration does.",
        schema: { type: "string", description: "An entity tag." },
      },
    },
    schemas: {
      Operation: {
        type: "string",
        description: "Operation of the platform's API, by operationId. The values are those of `openapi.yaml`.",
        enum: ["sendMessage", "sendInbox"],
      },
      Channel: {
        type: "string",
        description: "Message channel.",
        enum: ["PUSH", "SMS", "INBOX"],
        "x-enumDescriptions": { PUSH: "Push", SMS: "SMS", INBOX: "Inbox" },
      },
      SuperApp: {
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
      ControlError: {
        type: "object",
        description: "Why a control call was refused.",
        required: ["error"],
        properties: { error: { $ref: "#/components/schemas/ControlErrorDetail" } },
      },
      Refusal: {
        type: "object",
        description: "A request that the stub refused for its own sake.",
        required: ["at", "method", "path", "status", "field", "message"],
        properties: {
          at: { type: "string", description: "When, in real time." },
          method: { type: "string", description: "Method; empty for what was no HTTP." },
          path: { type: "string", description: "Path without query; empty for what was no HTTP." },
          status: {
            type: "integer",
            description: "HTTP status of the answer; 0 when the connection was closed without one.",
          },
          field: { type: "string", description: "Header that it was refused for, or `path`, `body` or `connection`." },
          value: { type: "string", description: "Its value; never a token." },
          flag: { type: "string", description: "Flag that allows it, such as `--allow-host stub`." },
          message: { type: "string", description: "Field, rule and mend." },
        },
      },
      RefusalList: {
        type: "object",
        description: "Refusals, newest first.",
        required: ["refusals", "total"],
        properties: {
          refusals: { type: "array", description: "The newest 100.", items: { $ref: "#/components/schemas/Refusal" } },
          total: { type: "integer", description: "All of them since the start." },
        },
      },
      ControlErrorDetail: {
        type: "object",
        description: "Field, rule and mend.",
        required: ["field", "rule", "message"],
        properties: {
          field: {
            type: "string",
            description: "Path of the illegal field, header or parameter, such as `users[0].status`.",
          },
          rule: { type: "string", description: "The rule that it breaks." },
          message: { type: "string", description: "One sentence for humans." },
        },
      },
      Health: {
        type: "object",
        description: "Health of the stub.",
        required: ["status", "version", "store"],
        properties: {
          status: {
            type: "string",
            enum: ["ok", "lost"],
            description:
              "`lost`: messages cannot be taken, for the `reason` given; API calls answer UNKNOWN_EXCEPTION until they can.",
          },
          version: { type: "string", description: "Version of the stub." },
          store: { type: "string", enum: ["memory", "sqlite", "postgres"], description: "Kind of the store." },
          fault: {
            type: "string",
            enum: ["full", "read-only", "damaged", "locked", "lost", "too-large"],
            description: "What is the matter with the store. `lost`: it does not answer, or its file is gone.",
          },
          reason: { type: "string", description: "The same in words, naming the store and the mend." },
          bytes: {
            type: "integer",
            description: "What the store takes, snapshots included; missing when it does not answer.",
          },
          soundness: {
            type: "string",
            enum: ["sound", "checking", "unknown"],
            description:
              "Of SQLite: whether all of the file has been read for damage since the stub was started. Files up to 128 MiB are read before,\nlarger ones in a process beside the stub. `unknown`: that process could not be started. Damage that it finds is a `fault`.\n",
          },
          limits: {
            type: "object",
            description: "Bytes that are kept at most. What is beyond them is forgotten, the oldest first.",
            required: ["messages", "attempts", "answers", "all"],
            properties: {
              messages: { type: "integer", description: "Of the messages of one namespace." },
              attempts: { type: "integer", description: "Of the journal of one namespace." },
              answers: {
                type: "integer",
                description: "Of the answers that one namespace keeps for repeated requests.",
              },
              all: { type: "integer", description: "Of all namespaces with their snapshots." },
            },
          },
        },
      },
      PlatformKey: {
        type: "object",
        description: "The public half of the key that signs answers.",
        required: ["keyVersion", "publicKey"],
        properties: {
          keyVersion: { type: "string", description: "Version that the answers' signature header names." },
          publicKey: { type: "string", description: "SubjectPublicKeyInfo, base64." },
        },
      },
      SignedRequest: {
        type: "object",
        description: "A signed request as it was sent.",
        required: ["uri", "clientId", "requestTime", "signature", "body"],
        additionalProperties: false,
        properties: {
          namespace: {
            type: "string",
            pattern:
              "^([A-Za-z0-9_-][A-Za-z0-9._-]{0,63}|\\.[A-Za-z0-9_-][A-Za-z0-9._-]{0,62}|\\.\\.[A-Za-z0-9._-]{1,62})$",
            description: "Namespace whose clients are asked for the key. Default `default`.",
          },
          method: {
            type: "string",
            enum: ["GET", "POST", "PUT", "PATCH", "DELETE"],
            description: "HTTP method. Default POST.",
          },
          uri: { type: "string", description: "Path and query, with the deployment's prefix." },
          clientId: { type: "string", description: "Value of the Client-Id header." },
          requestTime: {
            type: "string",
            description: "Value of the Request-Time header, or of response-time for an answer.",
          },
          signature: { type: "string", description: "Value of the Signature header." },
          body: { type: "string", description: "The body exactly as it was sent." },
          publicKey: { type: "string", description: "SubjectPublicKeyInfo, base64 or PEM; instead of the seeded key." },
        },
      },
      SignatureDiagnosis: {
        type: "object",
        description: "What is wrong with a signature.",
        required: ["verified"],
        properties: {
          verified: { type: "boolean", description: "Whether the signature is right." },
          resultCode: {
            type: "string",
            enum: ["INVALID_SIGNATURE", "INVALID_CLIENT", "KEY_NOT_FOUND"],
            description: "The result code that the stub answers.",
          },
          cause: { type: "string", description: "The cause in one word, such as `prefix-missing`." },
          reason: { type: "string", description: "What is wrong and how to mend it." },
          firstDifference: { $ref: "#/components/schemas/FirstDifference" },
          stringToSign: { type: "string", description: "The string that has to be signed." },
        },
      },
      FirstDifference: {
        type: "object",
        description: "The first byte in which the string that was signed and the string that arrived differ.",
        required: ["offset", "part", "partOffset"],
        properties: {
          offset: { type: "integer", description: "Bytes from the start of the string to sign." },
          part: {
            type: "string",
            enum: ["method", "uri", "clientId", "time", "body"],
            description: "The part in which it stands.",
          },
          partOffset: { type: "integer", description: "Bytes from the start of the part." },
          expected: { type: "integer", description: "The byte that arrived; missing when the string ends here." },
          signed: { type: "integer", description: "The byte that was signed; missing when the string ends here." },
        },
      },
      NamespaceSummary: {
        type: "object",
        description: "A namespace.",
        required: ["name", "createdAt", "lastUsedAt", "messages", "attempts", "bytes", "forgotten"],
        properties: {
          name: { type: "string", description: "Name of the namespace." },
          createdAt: { type: "string", description: "Real time of its first call." },
          lastUsedAt: { type: "string", description: "Real time of its last call, to the minute." },
          messages: { type: "integer", description: "Messages that are kept." },
          attempts: { type: "integer", description: "Journal rows that are kept." },
          bytes: { type: "integer", description: "What messages, journal and answers of this namespace take." },
          forgotten: {
            type: "object",
            description:
              "Rows that went because there were too many or they were too large, since the namespace was made.",
            required: ["messages", "attempts"],
            properties: {
              messages: { type: "integer", description: "Messages that went." },
              attempts: { type: "integer", description: "Journal rows that went." },
            },
          },
        },
      },
      NamespaceList: {
        type: "object",
        description: "All namespaces.",
        required: ["namespaces"],
        properties: {
          namespaces: {
            type: "array",
            description: "`default` first, then by name.",
            items: { $ref: "#/components/schemas/NamespaceSummary" },
          },
        },
      },
      Target: {
        type: "object",
        description: "Where a tap leads.",
        required: ["path"],
        properties: { path: { type: "string", description: "Link; empty when there is none." } },
      },
      PushContent: {
        type: "object",
        description: "What a push notification shows.",
        required: ["title", "content", "linkUrl"],
        properties: {
          title: { type: "string", description: "Title." },
          content: { type: "string", description: "Text." },
          linkUrl: { type: "string", description: "Where a tap leads; empty when nowhere." },
        },
      },
      SmsContent: {
        type: "object",
        description: "What a text message shows.",
        required: ["content"],
        properties: { content: { type: "string", description: "Text." } },
      },
      InboxHeader: {
        type: "object",
        description: "Header of an inbox message.",
        required: ["appIcon", "appName", "target"],
        properties: {
          appIcon: { type: "string", description: "Icon of the mini program; empty when unknown." },
          appName: { type: "string", description: "Name of the mini program, here its appId." },
          target: { $ref: "#/components/schemas/Target" },
        },
      },
      InboxBody: {
        type: "object",
        description: "Body of an inbox message.",
        required: ["title", "content", "target"],
        properties: {
          title: { type: "string", description: "Title." },
          content: { type: "string", description: "Text." },
          target: { $ref: "#/components/schemas/Target" },
        },
      },
      InboxContent: {
        type: "object",
        description: "What an inbox message shows.",
        required: ["header", "body"],
        properties: {
          header: { $ref: "#/components/schemas/InboxHeader" },
          body: { $ref: "#/components/schemas/InboxBody" },
        },
      },
      Finding: {
        type: "object",
        description: "One thing that a client does wrong, or might.",
        required: ["id", "level", "requestId", "attempts", "message"],
        properties: {
          id: {
            type: "string",
            enum: [
              "body-changed",
              "resent-after-final",
              "never-resent",
              "intent-under-several-ids",
              "signature-over-other-content",
              "time-not-rising",
            ],
            description: "What it is.",
          },
          level: {
            type: "string",
            enum: ["documented", "inferred", "policy"],
            description:
              "`documented`: a sentence of the pages says so. `inferred`: the sensible reading. `policy`: a hint.",
          },
          requestId: { type: "string", description: "The intent; the first one where there are several." },
          attempts: {
            type: "array",
            description: "Journal sequences of the attempts that show it.",
            items: { type: "integer", description: "Sequence of an attempt." },
          },
          message: { type: "string", description: "What was seen, and the mend." },
        },
      },
      TrafficReport: {
        type: "object",
        description: "What the traffic of a namespace says of its client.",
        required: ["findings", "intents", "attempts"],
        properties: {
          findings: {
            type: "array",
            description: "In the order of their first attempts.",
            items: { $ref: "#/components/schemas/Finding" },
          },
          intents: { type: "integer", description: "Different requestIds by client and operation." },
          attempts: { type: "integer", description: "Attempts that were looked at." },
        },
      },
      DeliveryCall: {
        type: "object",
        description: "One call of the super app for a message.",
        required: ["at", "status"],
        properties: {
          at: { type: "string", description: "When its answer was in, or the wait for it was over." },
          status: {
            type: "string",
            enum: ["delivered", "retry", "failed"],
            description: "What the call meant for the message: taken, to be sent again, or refused for good.",
          },
          httpStatus: { type: "integer", description: "HTTP status of the answer; missing when none came." },
          answer: { type: "string", description: "The answer, at most 1,024 characters of it." },
          reason: { type: "string", description: "Why the message was not taken." },
          nextRetryAt: { type: "string", description: "When it is sent again." },
        },
      },
      DeliveryCallList: {
        type: "object",
        description: "The calls of a message.",
        required: ["deliveries"],
        properties: {
          deliveries: {
            type: "array",
            description: "Oldest first.",
            items: { $ref: "#/components/schemas/DeliveryCall" },
          },
        },
      },
      FirstLink: {
        type: "object",
        description:
          "The link of an inbox message beside its body (`firstLinkName`, `firstLinkUrl`). The leg to the super app has no place for\nit.\n",
        required: ["name", "target"],
        properties: {
          name: { type: "string", description: "Text of the link." },
          target: { $ref: "#/components/schemas/Target" },
        },
      },
      Delivery: {
        type: "object",
        description: "How far the delivery to the super app is.",
        required: ["status"],
        properties: {
          status: {
            type: "string",
            enum: ["queued", "delivered", "failed"],
            description: "`queued` until the super app took or refused the message.",
          },
          reason: { type: "string", description: "Why it failed, or why the last attempt did not succeed." },
          attempts: { type: "integer", description: "Attempts at the super app." },
          at: { type: "string", description: "When the status was reached." },
        },
      },
      Message: {
        type: "object",
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
        properties: {
          sequence: { type: "integer", description: "Place in the namespace's order; the cursor." },
          at: { type: "string", description: "When it was taken." },
          messageId: { type: "string", description: "Id that the sender got." },
          requestId: { type: "string", description: "Id that the sender gave." },
          operation: { $ref: "#/components/schemas/Operation" },
          channel: { $ref: "#/components/schemas/Channel" },
          customerBelongsTo: { $ref: "#/components/schemas/SuperApp" },
          customerId: {
            type: "string",
            description: "The user; without a seeded one a pseudonym of the access token.",
          },
          appId: { type: "string", description: "The mini program, for message/send." },
          templateCode: { type: "string", description: "The template." },
          language: {
            type: "string",
            description: "Language of the content; empty when neither request nor template names one.",
          },
          content: {
            description: "The content, by channel.",
            anyOf: [
              { $ref: "#/components/schemas/PushContent" },
              { $ref: "#/components/schemas/SmsContent" },
              { $ref: "#/components/schemas/InboxContent" },
            ],
          },
          delivery: { $ref: "#/components/schemas/Delivery" },
          rendering: { $ref: "#/components/schemas/Rendering" },
          firstLink: { $ref: "#/components/schemas/FirstLink" },
          unusedElements: {
            type: "integer",
            description: "Elements of `templates` that the user does not see; missing when there are none.",
          },
        },
      },
      MessageList: {
        type: "object",
        description: "A page of messages.",
        required: ["messages"],
        properties: {
          messages: { type: "array", description: "Oldest first.", items: { $ref: "#/components/schemas/Message" } },
          next: { type: "string", description: "Cursor of the next page; missing on the last one." },
        },
      },
      Result: {
        type: "object",
        description: "The result that was answered.",
        required: ["resultCode", "resultStatus", "resultMessage"],
        properties: {
          resultCode: { type: "string", description: "What happened, exactly." },
          resultStatus: { type: "string", enum: ["S", "A", "F", "U"], description: "What happened." },
          resultMessage: { type: "string", description: "Text for humans." },
        },
      },
      Verdict: {
        type: "object",
        description: "What one step said about an attempt.",
        required: ["step", "verdict"],
        properties: {
          step: {
            type: "string",
            enum: [
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
            ],
            description: "The step, in the order of verdicts.",
          },
          verdict: {
            type: "string",
            enum: ["passed", "failed", "skipped"],
            description:
              "`failed` decided the result, except in `replay`, `trigger` and `fault`, where `passed` with a detail did.",
          },
          detail: { type: "string", description: "Why." },
        },
      },
      OutcomeStatus: {
        type: "string",
        enum: ["delivered", "queued", "undelivered", "rejected", "unknown"],
        description:
          "`delivered`: the user got it. `queued`: on its way. `undelivered`: it was taken, and the super app did not take it.\n`rejected`: it was not taken. `unknown`: the answer does not say.\n",
        "x-enumDescriptions": {
          delivered: "Delivered",
          queued: "On its way",
          undelivered: "Not delivered",
          rejected: "Rejected",
          unknown: "Unknown",
        },
      },
      Outcome: {
        type: "object",
        description: "What the user got of an attempt, as it is now.",
        required: ["status", "reason"],
        properties: {
          status: { $ref: "#/components/schemas/OutcomeStatus" },
          reason: { type: "string", description: "Why, in words." },
          state: { type: "string", description: "What decided the attempt, such as `user-locked`." },
          mend: { type: "string", description: "What to do about it." },
          statement: { type: "string", description: "Id of the sentence of the API pages that says so." },
        },
      },
      MaskedRequest: {
        type: "object",
        description: "The request, with access token and signature masked.",
        required: ["method", "uri", "headers", "body"],
        properties: {
          method: { type: "string", description: "HTTP method." },
          uri: { type: "string", description: "Path and query as received." },
          headers: {
            type: "object",
            description: "The headers that matter, by lower-case name.",
            additionalProperties: { type: "string", description: "Value of the header." },
          },
          body: { type: "string", description: "The body, at most 16,384 characters of it." },
          bodySha256: {
            type: "string",
            description:
              "SHA-256 of the bytes that were received, in hex; missing when there were too many of them to keep.",
          },
        },
      },
      MaskedResponse: {
        type: "object",
        description: "The answer.",
        required: ["status", "body"],
        properties: {
          status: { type: "integer", description: "HTTP status." },
          body: { type: "string", description: "The body as it was meant to be sent." },
          lost: { type: "boolean", description: "A planned fault kept the answer, or part of it, from arriving." },
        },
      },
      AttemptSignature: {
        type: "object",
        description: "What the signature check found.",
        required: ["verified"],
        properties: {
          verified: { type: "boolean", description: "Whether the request is known to be its client's." },
          cause: { type: "string", description: "The cause in one word, such as `prefix-missing`." },
          reason: { type: "string", description: "What is wrong and how to mend it." },
          firstDifference: { $ref: "#/components/schemas/FirstDifference" },
        },
      },
      Rendering: {
        type: "object",
        description: "How one element of `templates` fits its template.",
        required: ["language", "missing", "extra", "empty"],
        properties: {
          language: {
            type: "string",
            description:
              "Language of the template that fits best; for the element that is used, the one that was rendered.",
          },
          wanted: {
            type: "string",
            description: "Language that the element asked for, when the template has no text in it.",
          },
          unused: { type: "boolean", description: "The user does not see this element; the first one is shown." },
          missing: {
            type: "array",
            description: "Variables of the template without a value.",
            items: { type: "string", description: "Name of the variable." },
          },
          extra: {
            type: "array",
            description: "Values that the template does not use.",
            items: { type: "string", description: "Name of the value." },
          },
          empty: {
            type: "array",
            description: "Variables whose value is empty.",
            items: { type: "string", description: "Name of the variable." },
          },
        },
      },
      Recipient: {
        type: "object",
        description: "Whom a request is for; missing when the user is not known.",
        required: ["customerId", "channel"],
        properties: {
          customerId: {
            type: "string",
            description: "The user; without a seeded one a pseudonym of the access token.",
          },
          customerBelongsTo: { $ref: "#/components/schemas/SuperApp" },
          channel: { $ref: "#/components/schemas/Channel" },
        },
      },
      Attempt: {
        type: "object",
        description: "One attempt at an operation.",
        required: ["sequence", "at", "operation", "requestId", "verdicts", "result", "outcome", "request", "response"],
        properties: {
          sequence: { type: "integer", description: "Place in the namespace's order; the cursor." },
          at: { type: "string", description: "When it arrived." },
          operation: { $ref: "#/components/schemas/Operation" },
          requestId: { type: "string", description: "Id that the sender gave; empty when it could not be read." },
          clientId: { type: "string", description: "Client-Id header, or else authClientId." },
          verdicts: {
            type: "array",
            description: "Every step in its order.",
            items: { $ref: "#/components/schemas/Verdict" },
          },
          result: { $ref: "#/components/schemas/Result" },
          outcome: { $ref: "#/components/schemas/Outcome" },
          messageId: { type: "string", description: "The message that was taken now or, for a replay, before." },
          replay: { type: "boolean", description: "Whether the stored result was answered." },
          faults: {
            type: "array",
            description: "Planned faults that applied.",
            items: { type: "string", description: "Id of the fault." },
          },
          signature: { $ref: "#/components/schemas/AttemptSignature" },
          rendering: {
            type: "array",
            description: "One row per element of `templates`, when the template is seeded.",
            items: { $ref: "#/components/schemas/Rendering" },
          },
          recipient: { $ref: "#/components/schemas/Recipient" },
          request: { $ref: "#/components/schemas/MaskedRequest" },
          response: { $ref: "#/components/schemas/MaskedResponse" },
        },
      },
      AttemptList: {
        type: "object",
        description: "A page of attempts.",
        required: ["attempts"],
        properties: {
          attempts: { type: "array", description: "Oldest first.", items: { $ref: "#/components/schemas/Attempt" } },
          next: { type: "string", description: "Cursor of the next page; missing on the last one." },
        },
      },
      ClientKey: {
        type: "object",
        description: "A public key of a client.",
        required: ["keyVersion", "publicKey"],
        additionalProperties: false,
        properties: {
          keyVersion: {
            type: "string",
            minLength: 1,
            maxLength: 64,
            description: "Version that the Signature header names; the last one listed is meant when it names none.",
          },
          publicKey: { type: "string", minLength: 1, description: "SubjectPublicKeyInfo, base64 or PEM." },
        },
      },
      Client: {
        type: "object",
        description: "A caller of the API.",
        required: ["clientId", "keys"],
        additionalProperties: false,
        properties: {
          clientId: { type: "string", minLength: 1, description: "Value of the Client-Id header." },
          keys: {
            type: "array",
            description: "Its keys, oldest first; all of them are valid.",
            items: { $ref: "#/components/schemas/ClientKey" },
          },
          authClientIds: {
            type: "array",
            description:
              "Merchants that it may send for. Those of all clients together are the ones that exist; listed nowhere, every\n`authClientId` is accepted.\n",
            items: { type: "string", minLength: 1, description: "Value of `authClientId`." },
          },
        },
      },
      App: {
        type: "object",
        description: "A mini program.",
        required: ["appId"],
        additionalProperties: false,
        properties: {
          appId: { type: "string", minLength: 1, description: "Id of the mini program." },
          features: {
            type: "array",
            description: "Its features. An app without `Send_Message` may not send.",
            items: { type: "string", description: "Name of the feature." },
          },
        },
      },
      TemplateContent: {
        type: "object",
        description: "Texts of a template in one language, with `${variables}`.",
        required: ["body"],
        additionalProperties: false,
        properties: {
          title: { type: "string", description: "Title." },
          body: { type: "string", description: "Text." },
          link: { type: "string", description: "Where a tap leads." },
        },
      },
      Template: {
        type: "object",
        description: "A message template.",
        required: ["templateCode", "channel", "contents"],
        additionalProperties: false,
        properties: {
          templateCode: { type: "string", minLength: 1, description: "Code of the template." },
          channel: { $ref: "#/components/schemas/Channel" },
          contents: {
            type: "object",
            description: "Texts by language tag, such as `en-US`. At least one.",
            additionalProperties: { $ref: "#/components/schemas/TemplateContent" },
          },
        },
      },
      User: {
        type: "object",
        description: "A user of a super app, found by access token.",
        required: ["accessToken", "customerId", "status"],
        additionalProperties: false,
        properties: {
          accessToken: {
            type: "string",
            minLength: 1,
            description:
              "Access token; masked in answers. In a request with the header `X-Stub-Unmask: true` the mask stands for the token, so that\na page that may not see it can send for the user.\n",
          },
          customerBelongsTo: { $ref: "#/components/schemas/SuperApp" },
          customerId: { type: "string", minLength: 1, maxLength: 32, description: "Id of the user in the super app." },
          authClientId: {
            type: "string",
            description: "The merchant that the token was given to; another one is refused.",
          },
          status: { type: "string", enum: ["ACTIVE", "LOCKED", "UNREGISTERED"], description: "Status of the account." },
          expiresAt: {
            type: "string",
            pattern:
              "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})$",
            description: "When the token expires, ISO 8601 with offset, on the virtual clock.",
          },
          subscriptions: {
            type: "array",
            description: "Channels that the user subscribes to. Left out means all.",
            items: { $ref: "#/components/schemas/Channel" },
          },
        },
      },
      WindowLimit: {
        type: "object",
        description: "How many in a sliding window.",
        required: ["count", "window"],
        additionalProperties: false,
        properties: {
          count: { type: "integer", minimum: 0, maximum: 1000000000, description: "How many." },
          window: {
            type: "string",
            pattern:
              "^P([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?$",
            description: "Length of the window.",
          },
        },
      },
      Limits: {
        type: "object",
        description: "Limits; what is left out is unlimited.",
        additionalProperties: false,
        properties: {
          perUser: { $ref: "#/components/schemas/WindowLimit" },
          traffic: { $ref: "#/components/schemas/WindowLimit" },
        },
      },
      Policies: {
        type: "object",
        description:
          "Choices where the platform's documents are silent. Each has its name in words (`title`), its default (`x-default`, filled in by the stub) and, where it is one of several, what each of them means (`x-enumDescriptions`).",
        additionalProperties: false,
        properties: {
          signature: {
            type: "string",
            title: "Request signature",
            description: "Whether requests must be signed.",
            enum: ["off", "optional", "required"],
            "x-enumDescriptions": { off: "Not looked at", optional: "Verified when present", required: "Required" },
            "x-default": "optional",
          },
          requestTimeTolerance: {
            type: "string",
            title: "Request-Time tolerance",
            description:
              "How far Request-Time may be from the virtual clock, as a duration such as PT5M; `off` takes any.",
            pattern:
              "^(off|P([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?)$",
            "x-default": "off",
          },
          idempotencyMismatch: {
            type: "string",
            title: "Same requestId, other content",
            description: "What the same requestId with other content gets.",
            enum: ["replay", "reject"],
            "x-enumDescriptions": { replay: "Replay the stored result", reject: "Reject as inconsistent" },
            "x-default": "replay",
          },
          idempotencyRetention: {
            type: "string",
            title: "Stored results are kept for",
            description: "How long results are stored, on the virtual clock.",
            pattern:
              "^P([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?$",
            "x-default": "P30D",
          },
          extendInfoSpelling: {
            type: "string",
            title: "extendInfo in the answer of message/send",
            description: "Name under which message/send echoes extendInfo.",
            enum: ["both", "extendInfo", "entendInfo"],
            "x-enumDescriptions": { both: "Both spellings", extendInfo: "extendInfo", entendInfo: "entendInfo" },
            "x-default": "both",
          },
          superAppLeg: {
            type: "string",
            title: "Messages go to",
            description: "Whether messages go to the built-in phones or to the super apps that `superApps` names.",
            enum: ["inbox", "webhook"],
            "x-enumDescriptions": { inbox: "The phones of the inbox page", webhook: "The super app's webhook" },
            "x-default": "inbox",
          },
          inactiveApis: {
            type: "array",
            title: "Inactive: answers INVALID_API",
            description: "Operations that answer INVALID_API.",
            items: { $ref: "#/components/schemas/Operation" },
            "x-default": [],
          },
          namespaceRetention: {
            type: "string",
            title: "Unused namespaces are kept for",
            description: "How long an unused namespace stays, in real time; `default` always stays.",
            pattern:
              "^P([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?$",
            "x-default": "P7D",
          },
        },
      },
      SuperAppEndpoint: {
        type: "object",
        description: "Where a super app takes messages.",
        required: ["url"],
        additionalProperties: false,
        properties: {
          url: {
            type: "string",
            pattern: "^https?://[^@]+$",
            description: "Base URL; `/v2/platform/message/send` is appended.",
          },
        },
      },
      SuperApps: {
        type: "object",
        description: "Super apps that the webhook leg reaches.",
        additionalProperties: false,
        properties: {
          ALIPAY_CN: { $ref: "#/components/schemas/SuperAppEndpoint" },
          ALIPAY_HK: { $ref: "#/components/schemas/SuperAppEndpoint" },
          ALIPAY_MO: { $ref: "#/components/schemas/SuperAppEndpoint" },
          TNG: { $ref: "#/components/schemas/SuperAppEndpoint" },
          GCASH: { $ref: "#/components/schemas/SuperAppEndpoint" },
          DANA: { $ref: "#/components/schemas/SuperAppEndpoint" },
          KAKAOPAY: { $ref: "#/components/schemas/SuperAppEndpoint" },
          BKASH: { $ref: "#/components/schemas/SuperAppEndpoint" },
          CHOPE: { $ref: "#/components/schemas/SuperAppEndpoint" },
          TRUEMONEY: { $ref: "#/components/schemas/SuperAppEndpoint" },
        },
      },
      Config: {
        type: "object",
        description:
          "Configuration of a namespace. A registry (clients, apps, templates, users) without an entry accepts everything; with one\nentry only what is listed exists.\n",
        additionalProperties: false,
        properties: {
          clients: {
            type: "array",
            description: "Callers and their keys.",
            items: { $ref: "#/components/schemas/Client" },
          },
          apps: { type: "array", description: "Mini programs.", items: { $ref: "#/components/schemas/App" } },
          templates: {
            type: "array",
            description: "Message templates.",
            items: { $ref: "#/components/schemas/Template" },
          },
          users: {
            type: "array",
            description: "Users and their access tokens.",
            items: { $ref: "#/components/schemas/User" },
          },
          limits: { $ref: "#/components/schemas/Limits" },
          policies: { $ref: "#/components/schemas/Policies" },
          superApps: { $ref: "#/components/schemas/SuperApps" },
        },
      },
      HttpFault: {
        type: "object",
        description: "Answer before processing, as a proxy in front of the platform does.",
        required: ["status"],
        additionalProperties: false,
        properties: {
          status: { type: "integer", minimum: 400, maximum: 599, description: "HTTP status." },
          retryAfter: {
            type: "integer",
            minimum: 0,
            maximum: 86400,
            description: "Seconds in a `Retry-After` header.",
          },
        },
      },
      FaultEffect: {
        type: "object",
        description: "What goes wrong. Exactly one of these; `jitter` goes with `latency`.",
        additionalProperties: false,
        properties: {
          result: {
            type: "string",
            minLength: 1,
            maxLength: 64,
            description:
              "Answer this result code, as if the platform had decided it. A replay consumes none of its `times`.",
          },
          latency: {
            type: "integer",
            minimum: 0,
            maximum: 600000,
            description: "Wait before processing, in milliseconds.",
          },
          jitter: {
            type: "integer",
            minimum: 0,
            maximum: 600000,
            description: "Up to this many milliseconds more, drawn at random.",
          },
          lostResponse: {
            type: "boolean",
            enum: [true],
            description: "Process the request, then close the connection without an answer.",
          },
          reset: { type: "boolean", enum: [true], description: "Reset the connection before processing." },
          cutBody: {
            type: "boolean",
            enum: [true],
            description: "Process the request, then break off in the middle of the answer.",
          },
          garbage: {
            type: "boolean",
            enum: [true],
            description: "Process the request, then answer bytes that are no JSON.",
          },
          badSignature: {
            type: "boolean",
            enum: [true],
            description: "Process the request, then sign the answer wrongly.",
          },
          unsigned: {
            type: "boolean",
            enum: [true],
            description: "Process the request, then leave the answer unsigned.",
          },
          otherClient: {
            type: "boolean",
            enum: [true],
            description: "Process the request, then sign the answer for another Client-Id.",
          },
          http: { $ref: "#/components/schemas/HttpFault" },
        },
      },
      Fault: {
        type: "object",
        description: "A fault that happens to matching requests.",
        required: ["effect"],
        additionalProperties: false,
        properties: {
          operation: { $ref: "#/components/schemas/Operation" },
          requestId: {
            type: "string",
            minLength: 1,
            maxLength: 256,
            description: "Only for this requestId; `*` stands for any run of characters.",
          },
          times: {
            type: "integer",
            minimum: 1,
            maximum: 1000000000,
            description: "How often it happens; left out means always.",
          },
          probability: {
            type: "number",
            minimum: 0,
            maximum: 1,
            description: "How likely it happens to a matching request. Default 1.",
          },
          seed: {
            type: "integer",
            minimum: 0,
            maximum: 4294967295,
            description: "Seed of the draws; the same seed draws the same.",
          },
          effect: { $ref: "#/components/schemas/FaultEffect" },
        },
      },
      PlannedFault: {
        type: "object",
        description: "A planned fault and what has become of it.",
        required: ["id", "happened", "effect"],
        properties: {
          id: { type: "string", description: "Id of the fault." },
          operation: { $ref: "#/components/schemas/Operation" },
          requestId: { type: "string", description: "Only for this requestId; `*` stands for any run of characters." },
          times: { type: "integer", description: "How often it happens; left out means always." },
          probability: { type: "number", description: "How likely it happens to a matching request." },
          seed: { type: "integer", description: "Seed of the draws." },
          effect: { $ref: "#/components/schemas/FaultEffect" },
          happened: { type: "integer", description: "How often it has happened." },
        },
      },
      FaultList: {
        type: "object",
        description: "Planned faults.",
        required: ["faults"],
        properties: {
          faults: {
            type: "array",
            description: "In the order in which they were planned.",
            items: { $ref: "#/components/schemas/PlannedFault" },
          },
        },
      },
      ClockAdvance: {
        type: "object",
        description: "By how much the clock goes forward.",
        required: ["advance"],
        additionalProperties: false,
        properties: {
          advance: {
            type: "string",
            pattern:
              "^P([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?$",
            description: "A duration such as `PT1H`; a year counts 365 days, a month 30.",
          },
        },
      },
      Clock: {
        type: "object",
        description: "The virtual clock.",
        required: ["now", "advanced"],
        properties: {
          now: { type: "string", description: "Virtual time." },
          advanced: { type: "string", description: "By how much it is ahead of the real time, as a duration." },
        },
      },
      Snapshot: {
        type: "object",
        description: "A snapshot of a namespace.",
        required: ["id", "at"],
        properties: {
          id: { type: "string", description: "Id of the snapshot." },
          at: { type: "string", description: "Virtual time at which it was taken." },
        },
      },
    },
  },
};
