export type {
  Attempt,
  AttemptList,
  Clock,
  Config,
  Fault,
  FaultEffect,
  FaultList,
  InboxContent,
  Message,
  MessageList,
  NamespaceList,
  NamespaceSummary,
  PlannedFault,
  Policies,
  PushContent,
  Snapshot,
  SmsContent,
  Verdict,
} from "../../../src/generated/control-paths.js";
import type { Channel, Operation, SuperApp } from "../../../src/generated/control-paths.js";

export type { Channel, Operation, SuperApp };

/** In the order of the API page. */
export const superAppNames: Readonly<Record<SuperApp, string>> = {
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
};

export const channelNames: Readonly<Record<Channel, string>> = { PUSH: "Push", SMS: "SMS", INBOX: "Inbox" };

export const operationPaths: Readonly<Record<Operation, string>> = {
  sendMessage: "v2/miniprogram/message/send",
  sendInbox: "v2/messages/sendInbox",
};

export const operationNames: Readonly<Record<Operation, string>> = {
  sendMessage: "message/send",
  sendInbox: "sendInbox",
};

export const isOperation = (value: string): value is Operation => Object.hasOwn(operationPaths, value);
