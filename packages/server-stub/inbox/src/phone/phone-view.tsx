import type { JSX } from "preact";
import { useId, useMemo, useState } from "preact/hooks";
import { superAppNames, type Channel, type Message } from "../control/rows.js";
import { Icon, type IconName } from "../frame/icon.js";
import { Tabs } from "../frame/tabs.js";
import { WindowedList } from "../list/windowed-list.js";
import { phoneTime } from "../state/time.js";
import { MessageView } from "./message-view.js";
import { OutsideText } from "./outside-text.js";
import type { Phone } from "./phones.js";

type Screen = "all" | Channel;

const screens: readonly { readonly name: Screen; readonly icon: IconName; readonly words: string }[] = [
  { name: "all", icon: "phone", words: "All" },
  { name: "PUSH", icon: "bell", words: "Push" },
  { name: "SMS", icon: "bubble", words: "SMS" },
  { name: "INBOX", icon: "tray", words: "Inbox" },
];

type PhoneView = {
  readonly phone: Phone;
  readonly now: Date;
  readonly tabIndex: 0 | -1;
  readonly openMessage: string;
  readonly onOpen: (message: Message) => void;
};

const messageKey = ({ messageId }: Message): string => messageId;

const on = (messages: readonly Message[], screen: Screen): readonly Message[] => {
  if (screen === "all") return messages;
  const shown = messages.filter(({ channel }) => channel === screen);
  // A thread of text messages reads downwards, as on a phone.
  return screen === "SMS" ? shown.toReversed() : shown;
};

/** One user's phone: everything that came in, newest first, and a screen for each channel. */
export const PhoneView = ({ phone, now, tabIndex, openMessage, onOpen }: PhoneView): JSX.Element => {
  const id = useId();
  const [screen, choose] = useState<Screen>("all");
  const messages = useMemo(() => on(phone.messages, screen), [phone.messages, screen]);
  const superApp = phone.superApp === undefined ? "Wallet" : superAppNames[phone.superApp];
  const count = (name: Screen): number => on(phone.messages, name).length;
  return (
    <section class="phone" aria-label={`${superApp}, user ${phone.customerId}`}>
      <div
        class="phone-head"
        role="group"
        data-stop
        tabIndex={tabIndex}
        aria-label={`Phone of user ${phone.customerId} in ${superApp}, ${phone.messages.length} messages`}
      >
        <span class="phone-time">{phoneTime(now.toISOString(), now)}</span>
        <span class="phone-speaker" />
        <span class="phone-battery" aria-hidden="true" />
        <h3>{superApp}</h3>
        <p class="phone-user">
          <OutsideText text={phone.customerId} />
        </p>
      </div>
      <div class="phone-screen" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${screen}`} tabIndex={-1}>
        {messages.length === 0 ? (
          <p class="phone-none">Nothing on this channel yet.</p>
        ) : (
          <WindowedList
            key={screen}
            label={`Messages of ${phone.customerId}`}
            items={messages}
            keyOf={messageKey}
            estimate={132}
            gap={10}
            atEnd={screen === "SMS"}
            shown={openMessage}
          >
            {(message, stop) => (
              <MessageView
                message={message}
                now={now}
                tabIndex={stop}
                open={message.messageId === openMessage}
                onOpen={() => onOpen(message)}
              />
            )}
          </WindowedList>
        )}
      </div>
      <Tabs
        id={id}
        label={`Screens of ${phone.customerId}`}
        chosen={screen}
        onChoose={choose}
        tabs={screens.map(({ name, icon, words }) => ({
          name,
          label: (
            <>
              <Icon name={icon} />
              <span>
                {words} <span class="tab-count">{count(name)}</span>
              </span>
            </>
          ),
        }))}
      />
    </section>
  );
};
