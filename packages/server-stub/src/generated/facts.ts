// Generated from spec/openapi.yaml and spec/control.openapi.yaml by `pnpm generate`. Do not edit.

export type Operation = keyof typeof operationPaths;

/** The path of each operation, by operationId, in the order of the spec. */
export const operationPaths = {
  sendMessage: "/v2/miniprogram/message/send",
  sendInbox: "/v2/messages/sendInbox",
} as const;

/** How people call each operation. */
export const operationNames = { sendMessage: "message/send", sendInbox: "sendInbox" } as const satisfies Record<
  Operation,
  string
>;

/** Every operationId, in the order of the spec. */
export const operationIds = ["sendMessage", "sendInbox"] as const satisfies readonly Operation[];

export type SuperApp = keyof typeof superAppNames;

/** The super apps with the names that people read, in the order of the API page. */
export const superAppNames = {
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
} as const;

export type Channel = keyof typeof channelNames;

/** The channels with the names that people read. */
export const channelNames = { PUSH: "Push", SMS: "SMS", INBOX: "Inbox" } as const;
