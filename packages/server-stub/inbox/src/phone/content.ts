import type { InboxContent, Message, PushContent, SmsContent } from "../control/rows.js";

type NamedLink = { readonly name: string; readonly path: string };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Content as its channel says, or undefined when it is something else. */
export const pushContent = ({ channel, content }: Message): PushContent | undefined =>
  channel === "PUSH" && "linkUrl" in content ? content : undefined;

export const smsContent = ({ channel, content }: Message): SmsContent | undefined =>
  channel === "SMS" && "content" in content ? content : undefined;

export const inboxContent = ({ channel, content }: Message): InboxContent | undefined =>
  channel === "INBOX" && "header" in content ? content : undefined;

/** Links of an inbox message beside those of header and body. */
export const moreLinks = (content: object): readonly NamedLink[] => {
  const links: unknown = Object.hasOwn(content, "links") && "links" in content ? content.links : [];
  return (Array.isArray(links) ? links : [])
    .filter(isRecord)
    .map((link) => ({ name: text(link["name"]), path: text(link["path"]) }))
    .filter(({ path }) => path !== "");
};
