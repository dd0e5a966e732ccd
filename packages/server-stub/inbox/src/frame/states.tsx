import type { JSX } from "preact";
import { operationAddress } from "../control/address.js";
import type { ControlFailure } from "../control/failure.js";
import { operationIds } from "../control/rows.js";
import { go } from "../state/place.js";
import { copy } from "../state/clipboard.js";
import { Icon } from "./icon.js";

const bones = [0, 1, 2, 3, 4, 5, 6, 7];

/** While the lists are on their way. */
export const Loading = (): JSX.Element => (
  <div class="loading" role="status">
    <span class="off-screen">Loading messages and journal</span>
    <div class="loading-phones" aria-hidden="true">
      <div class="bone bone-phone" />
      <div class="bone bone-phone" />
    </div>
    <div class="loading-rows" aria-hidden="true">
      {bones.map((bone) => (
        <div key={bone} class="bone bone-row" />
      ))}
    </div>
  </div>
);

const mends = ({ code, status }: ControlFailure): string => {
  if (code === "unreachable") return "Is it still running? The page goes on by itself when it is back.";
  if (status === 401)
    return "The stub listens beyond this machine: open the page with the address it printed at start, token included.";
  return "Choose another namespace above, or try again.";
};

/** The first load did not work out. */
export const Failed = ({
  failure,
  onRetry,
}: {
  readonly failure: ControlFailure;
  readonly onRetry: () => void;
}): JSX.Element => (
  <div class="notice notice-page" role="alert">
    <Icon name="warn" />
    <p class="notice-title">{failure.message}</p>
    <p>{mends(failure)}</p>
    {failure.field !== undefined && (
      <p>
        <code>{failure.field}</code> {failure.rule}
      </p>
    )}
    <button type="button" class="button" onClick={onRetry}>
      Try again
    </button>
  </div>
);

const firstCall = (namespace: string): string =>
  [
    `curl ${operationAddress(namespace, operationIds[0])} \\`,
    "  -H 'Content-Type: application/json; charset=UTF-8' \\",
    `  -d '{"appId": "P000000000000001xxxx", "requestId": "order-1",`,
    `       "authClientId": "202016726873874774774xxxx",`,
    `       "accessToken": "2019112719074101000700000077771xxxx",`,
    `       "customerBelongsTo": "GCASH", "templateCode": "TP_5800000001xxxx",`,
    `       "templates": [{"language": "en-US", "templateParameters": {`,
    `         "customTitle": "test title", "customContent": "test content",`,
    `         "pushContentUrl": "http://region.demo.com/app/1092?appId=28972"}}]}'`,
  ].join("\n");

/** Nothing was ever sent to this namespace. */
export const Empty = ({ namespace }: { readonly namespace: string }): JSX.Element => (
  <div class="empty">
    <div class="empty-phone" aria-hidden="true">
      <span class="phone-speaker" />
    </div>
    <div class="empty-words">
      <h2>Waiting for the first message</h2>
      <p>
        Whatever your backend sends to this stub shows up here at once: on the phone of the user it was meant for, and
        in the journal with the reason for its result.
      </p>
      <p>
        <button type="button" class="button strong" onClick={() => go({ panel: "send", pane: "controls" })}>
          <Icon name="send" />
          Send a sample
        </button>
      </p>
      <p class="empty-or">or from a shell</p>
      <pre tabIndex={0} role="region" aria-label="First call">
        <code>{firstCall(namespace)}</code>
      </pre>
      <button type="button" class="button quiet" onClick={() => void copy(firstCall(namespace), "the first call")}>
        <Icon name="copy" />
        Copy
      </button>
    </div>
  </div>
);
