import type { JSX } from "preact";
import { channelNames, type Attempt, type Channel } from "../control/rows.js";
import { Icon } from "../frame/icon.js";
import { phoneTime } from "../state/time.js";
import { OutsideText } from "./outside-text.js";

type RejectedView = {
  readonly attempt: Attempt;
  readonly channel: Channel;
  readonly now: Date;
  readonly tabIndex: 0 | -1;
  readonly open: boolean;
  readonly onOpen: () => void;
};

/** Where a message would be, had it not been rejected: why the user got nothing. */
export const RejectedView = ({ attempt, channel, now, tabIndex, open, onOpen }: RejectedView): JSX.Element => (
  <article class={open ? "message ghost message-open" : "message ghost"}>
    <p class="message-from">
      {channelNames[channel]}, not sent
      <time dateTime={attempt.at}>{phoneTime(attempt.at, now)}</time>
    </p>
    <p class="ghost-reason" dir="auto">
      Rejected: <OutsideText text={attempt.outcome.reason} />
    </p>
    <button type="button" class="message-foot" data-stop tabIndex={tabIndex} aria-pressed={open} onClick={onOpen}>
      <span class="message-template">{attempt.result.resultCode}</span>
      <span class="off-screen">: show it in the journal</span>
      <Icon name="chevron" />
    </button>
  </article>
);
