import type { Channel, Operation, SuperApp } from "./operation.js";

export interface Target {
  readonly path: string;
}

export interface PushContent {
  readonly title: string;
  readonly content: string;
  readonly linkUrl: string;
}

export interface SmsContent {
  readonly content: string;
}

export interface InboxContent {
  readonly header: { readonly appIcon: string; readonly appName: string; readonly target: Target };
  readonly body: { readonly title: string; readonly content: string; readonly target: Target };
}

/** Content by channel, as the platform's leg to the super app has it. */
export type MessageContent = PushContent | SmsContent | InboxContent;

export interface Delivery {
  readonly status: "queued" | "delivered" | "failed";
  readonly reason?: string;
  readonly attempts?: number;
  /** Virtual time in ms. */
  readonly at?: number;
}

/** A message that was taken for delivery. */
export interface MessageRecord {
  /** Virtual time in ms. */
  readonly at: number;
  readonly messageId: string;
  readonly requestId: string;
  readonly operation: Operation;
  readonly channel: Channel;
  readonly customerBelongsTo?: SuperApp;
  /** The seeded user's id, or a pseudonym of the access token; never the token. */
  readonly customerId: string;
  readonly appId?: string;
  readonly templateCode: string;
  readonly language: string;
  readonly content: MessageContent;
  readonly extendInfo?: string;
  readonly delivery: Delivery;
}
