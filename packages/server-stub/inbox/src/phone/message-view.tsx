import type { JSX } from "preact";
import { channelNames, superAppNames, type Message } from "../control/rows.js";
import { Icon } from "../frame/icon.js";
import { phoneTime } from "../state/time.js";
import { fitMarks, unusedMark } from "../journal/rendering.js";
import { inboxContent, pushContent, smsContent } from "./content.js";
import { safeAddress } from "./link.js";
import { OutsideLink, OutsideProse, OutsideText } from "./outside-text.js";

type Shown = { readonly message: Message; readonly now: Date };

const sender = ({ customerBelongsTo }: Message): string =>
  customerBelongsTo === undefined ? "Wallet" : superAppNames[customerBelongsTo];

const Link = ({ address }: { readonly address: string }): JSX.Element | null =>
  address === "" ? null : (
    <p class="message-link">
      <OutsideLink address={address} />
    </p>
  );

/** The link beside the body, shown by its name as a user sees it. */
const FirstLink = ({ message: { firstLink } }: { readonly message: Message }): JSX.Element | null => {
  if (firstLink === undefined) return null;
  const safe = safeAddress(firstLink.target.path);
  const name = <OutsideText text={firstLink.name === "" ? firstLink.target.path : firstLink.name} />;
  return (
    <p class="message-link first-link">
      {safe === undefined ? (
        <span class="no-link" title="Only http and https addresses can be opened">
          {name}
        </span>
      ) : (
        <a class="outside-link" href={safe} target="_blank" rel="noopener noreferrer" title={safe}>
          {name}
        </a>
      )}
    </p>
  );
};

const PushBanner = ({ message, now }: Shown): JSX.Element | null => {
  const content = pushContent(message);
  if (content === undefined) return null;
  return (
    <div class="banner">
      <p class="message-from">
        <span class="monogram" aria-hidden="true">
          {sender(message).slice(0, 1)}
        </span>
        {sender(message)}
        <time dateTime={message.at}>{phoneTime(message.at, now)}</time>
      </p>
      {content.title !== "" && (
        <p class="message-title" dir="auto">
          <OutsideText text={content.title} />
        </p>
      )}
      <p class="message-text" dir="auto">
        <OutsideText text={content.content} />
      </p>
      <Link address={content.linkUrl} />
    </div>
  );
};

const SmsBubble = ({ message, now }: Shown): JSX.Element | null => {
  const content = smsContent(message);
  if (content === undefined) return null;
  return (
    <div class="sms">
      <p class="message-from">
        <Icon name="bubble" />
        SMS from {sender(message)}
        <time dateTime={message.at}>{phoneTime(message.at, now)}</time>
      </p>
      <p class="bubble" dir="auto">
        <OutsideProse text={content.content} />
      </p>
    </div>
  );
};

const InboxCard = ({ message, now }: Shown): JSX.Element | null => {
  const content = inboxContent(message);
  if (content === undefined) return null;
  const { header, body } = content;
  return (
    <div class="card">
      <p class="message-from card-head">
        <Icon name="tray" />
        <span class="card-app">
          <OutsideText text={header.appName === "" ? sender(message) : header.appName} />
        </span>
        <time dateTime={message.at}>{phoneTime(message.at, now)}</time>
      </p>
      <Link address={header.target.path} />
      {body.title !== "" && (
        <p class="message-title" dir="auto">
          <OutsideText text={body.title} />
        </p>
      )}
      <p class="message-text" dir="auto">
        <OutsideText text={body.content} />
      </p>
      <Link address={body.target.path} />
      <FirstLink message={message} />
    </div>
  );
};

const views: Readonly<Record<Message["channel"], (shown: Shown) => JSX.Element | null>> = {
  PUSH: PushBanner,
  SMS: SmsBubble,
  INBOX: InboxCard,
};

const deliveryWords = ({ delivery }: Message): string | undefined => {
  if (delivery.status === "delivered") return undefined;
  const words = delivery.status === "queued" ? "On its way to the super app" : "Not delivered";
  return delivery.reason === undefined ? words : `${words}: ${delivery.reason}`;
};

type MessageView = Shown & {
  readonly tabIndex: 0 | -1;
  readonly open: boolean;
  readonly onOpen: () => void;
};

/** A message as the phone shows it; opening it leads to its attempts in the journal. */
export const MessageView = ({ message, now, tabIndex, open, onOpen }: MessageView): JSX.Element => {
  const Channel = views[message.channel];
  const delivery = deliveryWords(message);
  const marks = [...fitMarks(message.rendering), ...unusedMark(message.unusedElements ?? 0)];
  return (
    <article class={open ? "message message-open" : "message"} data-channel={message.channel}>
      <Channel message={message} now={now} />
      {delivery !== undefined && (
        <p class={`delivery delivery-${message.delivery.status}`}>
          <OutsideText text={delivery} />
        </p>
      )}
      {marks.length > 0 && (
        <p class="fit">
          <OutsideText text={marks.join(" · ")} />
        </p>
      )}
      <button type="button" class="message-foot" data-stop tabIndex={tabIndex} aria-pressed={open} onClick={onOpen}>
        <span class="off-screen">{channelNames[message.channel]} message, template </span>
        <span class="message-template">
          <OutsideText text={message.templateCode} />
        </span>
        {message.language !== "" && <OutsideText text={message.language} />}
        <span class="off-screen">: show it in the journal</span>
        <Icon name="chevron" />
      </button>
    </article>
  );
};
