// Generated from spec/control.openapi.yaml by `pnpm generate`. Do not edit.

/** Every policy with its default, in the order of the spec. */
export const policyFacts = {
  signature: {
    label: "Request signature",
    meaning: "Whether requests must be signed.",
    default: "optional",
    values: { off: "Not looked at", optional: "Verified when present", required: "Required" },
  },
  requestTimeTolerance: {
    label: "Request-Time tolerance",
    meaning: "How far Request-Time may be from the virtual clock, as a duration such as PT5M; `off` takes any.",
    default: "off",
  },
  idempotencyMismatch: {
    label: "Same requestId, other content",
    meaning: "What the same requestId with other content gets.",
    default: "replay",
    values: { replay: "Replay the stored result", reject: "Reject as inconsistent" },
  },
  idempotencyRetention: {
    label: "Stored results are kept for",
    meaning: "How long results are stored, on the virtual clock.",
    default: "P30D",
  },
  extendInfoSpelling: {
    label: "extendInfo in the answer of message/send",
    meaning: "Name under which message/send echoes extendInfo.",
    default: "both",
    values: { both: "Both spellings", extendInfo: "extendInfo", entendInfo: "entendInfo" },
  },
  superAppLeg: {
    label: "Messages go to",
    meaning: "Whether messages go to the built-in phones or to the super apps that `superApps` names.",
    default: "inbox",
    values: { inbox: "The phones of the inbox page", webhook: "The super app's webhook" },
  },
  inactiveApis: { label: "Inactive: answers INVALID_API", meaning: "Operations that answer INVALID_API.", default: [] },
  namespaceRetention: {
    label: "Unused namespaces are kept for",
    meaning: "How long an unused namespace stays, in real time; `default` always stays.",
    default: "P7D",
  },
} as const;
