import type { JSX } from "preact";
import { useId, useMemo, useState } from "preact/hooks";
import { superAppNames, type Channel } from "../control/rows.js";
import { Icon, type IconName } from "../frame/icon.js";
import { Tabs } from "../frame/tabs.js";
import { WindowedList } from "../list/windowed-list.js";
import { phoneTime } from "../state/time.js";
import type { Entry } from "./entries.js";
import { MessageView } from "./message-view.js";
import { OutsideText } from "./outside-text.js";
import type { Phone } from "./phones.js";
import { RejectedView } from "./rejected-view.js";

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
  /** Key of the entry that is open. */
  readonly opened: string;
  readonly onOpen: (entry: Entry) => void;
  readonly onOlder: () => void;
};

const entryKey = ({ key }: Entry): string => key;

const messagesIn = (entries: readonly Entry[]): number => entries.filter((entry) => "message" in entry).length;

const on = (messages: readonly Entry[], screen: Screen): readonly Entry[] => {
  if (screen === "all") return messages;
  const shown = messages.filter(({ channel }) => channel === screen);
  // A thread of text messages reads downwards, as on a phone.
  return screen === "SMS" ? shown.toReversed() : shown;
};

/** One user's phone: everything that came in, newest first, and a screen for each channel. */
export const PhoneView = ({ phone, now, tabIndex, opened, onOpen, onOlder }: PhoneView): JSX.Element => {
  const id = useId();
  const [screen, choose] = useState<Screen>("all");
  const messages = useMemo(() => on(phone.entries, screen), [phone.entries, screen]);
  const superApp = phone.superApp === undefined ? "Wallet" : superAppNames[phone.superApp];
  const count = (name: Screen): number => messagesIn(on(phone.entries, name));
  return (
    <section class="phone" aria-label={`${superApp}, user ${phone.customerId}`}>
      <div
        class="phone-head"
        role="group"
        data-stop
        tabIndex={tabIndex}
        aria-label={`Phone of user ${phone.customerId} in ${superApp}, ${messagesIn(phone.entries)} messages`}
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
            keyOf={entryKey}
            estimate={132}
            gap={10}
            atEnd={screen === "SMS"}
            shown={opened}
            {...(screen === "SMS" ? {} : { onEnd: onOlder })}
          >
            {(entry, stop) => {
              const shared = {
                now,
                tabIndex: stop,
                open: entry.key === opened,
                onOpen: () => onOpen(entry),
              } as const;
              return "message" in entry ? (
                <MessageView message={entry.message} {...shared} />
              ) : (
                <RejectedView attempt={entry.rejected} channel={entry.channel} {...shared} />
              );
            }}
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
