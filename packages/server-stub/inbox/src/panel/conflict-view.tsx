import type { JSX } from "preact";
import type { Config } from "../control/rows.js";
import { Icon } from "../frame/icon.js";
import { OutsideText } from "../phone/outside-text.js";
import { differences } from "./merge-config.js";

type ConflictView = {
  readonly base: Config;
  readonly theirs: Config;
  readonly canMerge: boolean;
  readonly busy: boolean;
  readonly onMerge: () => void;
  readonly onOverwrite: () => void;
};

/** The configuration was changed by somebody else while it was edited here: nothing is lost unless somebody says so. */
export const ConflictView = ({ base, theirs, canMerge, busy, onMerge, onOverwrite }: ConflictView): JSX.Element => (
  <div class="conflict" role="alert">
    <p>
      <Icon name="warn" /> <strong>Changed by somebody else</strong> while you edited. Nothing is saved yet.
    </p>
    <details>
      <summary>Show their changes</summary>
      <ul class="plain">
        {differences(base, theirs).map((path) => (
          <li key={path}>
            <OutsideText text={path} />
          </li>
        ))}
      </ul>
      <pre tabIndex={0} role="region" aria-label="The configuration as it is now">
        <code>
          <OutsideText text={JSON.stringify(theirs, null, 2)} />
        </code>
      </pre>
    </details>
    <p class="panel-actions">
      <button type="button" class="button" disabled={busy || !canMerge} onClick={onMerge}>
        Merge
      </button>
      <button type="button" class="button danger" disabled={busy || !canMerge} onClick={onOverwrite}>
        Overwrite
      </button>
    </p>
  </div>
);
