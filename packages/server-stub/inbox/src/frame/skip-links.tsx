import type { JSX } from "preact";
import { jumpTo, paneJumps } from "../state/jumps.js";

/** The first three stops of the page. */
export const SkipLinks = (): JSX.Element => (
  <nav aria-label="Jump to" class="skips">
    {paneJumps.map(({ pane, words, key }) => (
      <button key={pane} type="button" class="skip" aria-keyshortcuts={key} onClick={() => jumpTo(pane)}>
        Skip to {words.toLowerCase()}
      </button>
    ))}
  </nav>
);
