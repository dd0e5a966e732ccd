import type { Rendering } from "./attempt.js";
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

/** The link that the Inbox sample has beside its body. The leg to the super app has no place for it. */
export interface FirstLink {
  readonly name: string;
  readonly target: Target;
}

/** One call of the super app. Times are virtual ms. */
export interface DeliveryCall {
  readonly at: number;
  readonly status: "delivered" | "retry" | "failed";
  /** Missing when no answer came. */
  readonly httpStatus?: number;
  readonly answer?: string;
  readonly reason?: string;
  readonly nextRetryAt?: number;
}

export interface Delivery {
  readonly status: "queued" | "delivered" | "failed";
  readonly reason?: string;
  readonly attempts?: number;
  /** Virtual time in ms. */
  readonly at?: number;
  /** The first call of the super app and the newest ones. */
  readonly calls?: readonly DeliveryCall[];
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
  readonly firstLink?: FirstLink;
  /** How the element that the user sees fits the template, when there is something to say. */
  readonly rendering?: Rendering;
  /** Elements of `templates` that the user does not see. */
  readonly unusedElements?: number;
}
