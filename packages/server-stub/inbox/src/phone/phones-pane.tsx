import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { Message } from "../control/rows.js";
import { Nothing } from "../frame/nothing.js";
import { intentKeyOf } from "../journal/intents.js";
import { WindowedList } from "../list/windowed-list.js";
import { filterMessages } from "../state/filter.js";
import { useObservable } from "../state/observable.js";
import { go, place } from "../state/place.js";
import type { Session } from "../state/session.js";
import { PhoneView } from "./phone-view.js";
import { keepPlaces, phoneKey, phonesOf, type Phone } from "./phones.js";

const keyOf = ({ key }: Phone): string => key;

const words = (phones: readonly Phone[], messages: number): string =>
  `${phones.length} ${phones.length === 1 ? "phone" : "phones"}, ${messages} ${messages === 1 ? "message" : "messages"}`;

const open = (message: Message): void => {
  const closing = place.get().message === message.messageId;
  go({ message: closing ? "" : message.messageId, intent: closing ? "" : intentKeyOf(message), pane: "journal" });
};

/** What the users' phones show, one phone beside the other. */
export const PhonesPane = ({ session, now }: { readonly session: Session; readonly now: Date }): JSX.Element => {
  const where = useObservable(place);
  const places = useRef<{ readonly namespace: string; readonly keys: readonly string[] }>({ namespace: "", keys: [] });
  const messages = useMemo(() => filterMessages(session.messages, where), [session.messages, where]);
  const phones = useMemo(() => {
    const before = places.current.namespace === session.namespace ? places.current.keys : [];
    const kept = keepPlaces(phonesOf(messages), before);
    // A phone that a filter hides keeps its place for when it is back.
    const gone = before.filter((key) => !kept.some((phone) => phone.key === key));
    places.current = { namespace: session.namespace, keys: [...kept.map(keyOf), ...gone] };
    return kept;
  }, [messages, session.namespace]);
  const opened = messages.find(({ messageId }) => messageId === where.message);

  return (
    <section class="pane phones" aria-labelledby="phones-title" id="phones">
      <header class="pane-head">
        <h2 id="phones-title">Phones</h2>
        <p>{words(phones, messages.length)}</p>
      </header>
      {phones.length === 0 ? (
        <Nothing
          what="message"
          where={where}
          yet="Attempts came in, but none was taken for delivery: the journal says why."
        />
      ) : (
        <WindowedList
          label="Phones"
          items={phones}
          keyOf={keyOf}
          estimate={276}
          gap={16}
          horizontal
          {...(opened === undefined ? {} : { shown: phoneKey(opened) })}
        >
          {(phone, stop) => (
            <PhoneView phone={phone} now={now} tabIndex={stop} openMessage={where.message} onOpen={open} />
          )}
        </WindowedList>
      )}
    </section>
  );
};
