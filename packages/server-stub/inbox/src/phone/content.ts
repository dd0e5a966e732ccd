import type { InboxContent, Message, PushContent, SmsContent } from "../control/rows.js";

/** Content as its channel says, or undefined when it is something else. */
export const pushContent = ({ channel, content }: Message): PushContent | undefined =>
  channel === "PUSH" && "linkUrl" in content ? content : undefined;

export const smsContent = ({ channel, content }: Message): SmsContent | undefined =>
  channel === "SMS" && "content" in content ? content : undefined;

export const inboxContent = ({ channel, content }: Message): InboxContent | undefined =>
  channel === "INBOX" && "header" in content ? content : undefined;
