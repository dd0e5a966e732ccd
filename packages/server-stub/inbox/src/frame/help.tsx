import type { JSX } from "preact";
import { useObservable } from "../state/observable.js";
import { shortcutsOn, switchShortcuts } from "../state/shortcuts.js";
import { Dialog } from "./dialog.js";

const keys = [
  [["/"], "Search"],
  [["?"], "This help"],
  [["P", "J", "C"], "Jump to phones, journal, controls"],
  [["Esc"], "Close what is open; leave the search"],
  [["↑", "↓"], "Walk through messages or intents"],
  [["←", "→"], "Walk through the phones, from a phone's head; open and close an intent"],
  [["Home", "End"], "First and last"],
  [["Enter"], "Open a message in the journal; open an intent"],
] as const;

const marks = [
  ["S", "Succeeded: the message is taken for delivery"],
  ["A", "Accepted: do not send it again"],
  ["F", "Failed: the reason says what to mend"],
  ["U", "Unknown: send it again with the same requestId"],
] as const;

/** What the keys do and what the marks mean. */
export const Help = ({ onClose }: { readonly onClose: () => void }): JSX.Element => {
  const on = useObservable(shortcutsOn);
  return (
    <Dialog title="Keys and marks" onClose={onClose}>
      <dl class="keys">
        {keys.map(([names, words]) => (
          <div key={words}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
        {marks.map(([status, words]) => (
          <div key={status}>
            <dt>
              <span class={`mark mark-${status}`}>{status}</span>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
        <div>
          <dt>
            <span class="mark mark-S mark-lost">S</span>
          </dt>
          <dd>Dashed: the sender never got this answer</dd>
        </div>
      </dl>
      <label class="check">
        <input type="checkbox" checked={on} onChange={(event) => switchShortcuts(event.currentTarget.checked)} />
        <span>
          <kbd>/</kbd>, <kbd>?</kbd> and letters act on their own
        </span>
      </label>
    </Dialog>
  );
};
