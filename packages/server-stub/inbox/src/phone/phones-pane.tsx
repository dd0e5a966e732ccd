import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { Nothing } from "../frame/nothing.js";
import { intentsOf } from "../journal/intents.js";
import { olderWords } from "../list/older-words.js";
import { WindowedList } from "../list/windowed-list.js";
import { filterIntents, filterMessages } from "../state/filter.js";
import { useObservable } from "../state/observable.js";
import { go, place } from "../state/place.js";
import type { Session } from "../state/session.js";
import { messageEntry, rejectedEntries, type Entry } from "./entries.js";
import { PhoneView } from "./phone-view.js";
import { keepPlaces, phonesOf, type Phone } from "./phones.js";

/** In CSS pixels: where two phones of this height have room, they stand in two rows. */
const LEAST_HEIGHT = 480;

const keyOf = ({ key }: Phone): string => key;

const words = (phones: readonly Phone[], messages: number): string =>
  `${phones.length} ${phones.length === 1 ? "phone" : "phones"}, ${messages} ${messages === 1 ? "message" : "messages"}`;

const open = (entry: Entry): void => {
  const { intent, message: shown } = place.get();
  const closing = intent === entry.intent && (shown === entry.key || shown === "");
  const message = "message" in entry ? entry.key : "";
  go(closing ? { message: "", intent: "" } : { message, intent: entry.intent, pane: "journal" });
};

type PhonesPane = { readonly session: Session; readonly now: Date; readonly onOlder: () => void };

/** What the users' phones show, one phone beside the other. */
export const PhonesPane = ({ session, now, onOlder }: PhonesPane): JSX.Element => {
  const where = useObservable(place);
  const places = useRef<{ readonly namespace: string; readonly keys: readonly string[] }>({ namespace: "", keys: [] });
  const messages = useMemo(() => filterMessages(session.messages.rows, where), [session.messages, where]);
  const rejected = useMemo(
    () => rejectedEntries(filterIntents(intentsOf(session.attempts.rows, session.messages.rows), where)),
    [session.attempts, session.messages, where],
  );
  const phones = useMemo(() => {
    const before = places.current.namespace === session.namespace ? places.current.keys : [];
    const kept = keepPlaces(phonesOf([...rejected, ...messages.map(messageEntry)]), before);
    // A phone that a filter hides keeps its place for when it is back.
    const gone = before.filter((key) => !kept.some((phone) => phone.key === key));
    places.current = { namespace: session.namespace, keys: [...kept.map(keyOf), ...gone] };
    return kept;
  }, [messages, rejected, session.namespace]);
  const isOpened = ({ key, intent }: Entry): boolean =>
    where.message === "" ? intent === where.intent : key === where.message;
  const holder = phones.find(({ entries }) => entries.some(isOpened));
  const opened = holder?.entries.find(isOpened);

  return (
    <section class="pane phones" aria-labelledby="phones-title" id="phones" tabIndex={-1}>
      <header class="pane-head">
        <h2 id="phones-title">Phones</h2>
        <p>
          <span>{words(phones, messages.length)}</span>
          <span>{olderWords(session.messages.older, session.forgotten.messages)}</span>
        </p>
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
          laneSize={LEAST_HEIGHT}
          onEnd={onOlder}
          {...(holder === undefined ? {} : { shown: holder.key })}
        >
          {(phone, stop) => (
            <PhoneView
              phone={phone}
              now={now}
              tabIndex={stop}
              opened={opened?.key ?? ""}
              onOpen={open}
              onOlder={onOlder}
            />
          )}
        </WindowedList>
      )}
    </section>
  );
};
