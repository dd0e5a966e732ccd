import type { MessageRecord } from "../model/message.js";

/** One message as the platform hands it to a super app. */
export interface PlatformMessage {
  readonly messageId: string;
  readonly customerId: string;
  readonly messageChannel: "PUSH" | "SMS" | "INBOX";
  readonly templateCode?: string;
  /** The content as a JSON string. */
  readonly messageContent: string;
  readonly extendInfo?: string;
}

/** Most characters of each field on the platform → super app leg (PROTOCOL). */
const LIMITS = [
  ["messageId", 64],
  ["customerId", 32],
  ["messageContent", 4096],
] as const;

/** templateCode is optional on this leg and shorter than sendInbox allows: a longer one is left out. */
const LONGEST_TEMPLATE_CODE = 64;

/** A text of at most `limit` UTF-16 units has at most as many code points, which spares the count. */
const isLonger = (text: string, limit: number): boolean => text.length > limit && Array.from(text).length > limit;

/** The message in the shape of the leg, or which field breaks which of its rules. */
export const toPlatform = (message: MessageRecord): PlatformMessage | string => {
  const { messageId, customerId, channel, templateCode, extendInfo } = message;
  const messageContent = JSON.stringify(message.content);
  const texts = { messageId, customerId, messageContent };
  for (const [field, limit] of LIMITS) {
    if (isLonger(texts[field], limit)) {
      const mend = field === "messageContent" ? "; shorten the template or its parameters" : "";
      return `${field}: must have at most ${limit} characters for the super app${mend}`;
    }
  }
  return {
    messageId,
    customerId,
    messageChannel: channel,
    ...(!isLonger(templateCode, LONGEST_TEMPLATE_CODE) && { templateCode }),
    messageContent,
    ...(extendInfo !== undefined && { extendInfo }),
  };
};
