/** The operations of the platform's API, by operationId. */
export const OPERATIONS = ["sendMessage", "sendInbox"] as const;
export type Operation = (typeof OPERATIONS)[number];

export type Channel = "PUSH" | "SMS" | "INBOX";

export type SuperApp =
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

export type ResultStatus = "S" | "A" | "F" | "U";

/** The result envelope, keys in the order of the documented samples. */
export interface Result {
  readonly resultCode: string;
  readonly resultStatus: ResultStatus;
  readonly resultMessage: string;
}
