import type { JSX } from "preact";
import { Icon } from "./icon.js";

/** The stub has gone while the page was open; what it said before stays readable. */
export const Disconnected = ({ onRetry }: { readonly onRetry: () => void }): JSX.Element => (
  <div class="disconnected" role="alert">
    <Icon name="warn" />
    <p>
      <strong>The stub does not answer.</strong> This is the last that it said. The page tries again by itself.
    </p>
    <button type="button" class="button" onClick={onRetry}>
      Try now
    </button>
  </div>
);
