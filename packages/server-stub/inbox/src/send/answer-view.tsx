import type { JSX } from "preact";
import { OutsideText } from "../phone/outside-text.js";
import type { Answer } from "./send-request.js";

type AnswerView = { readonly answer: Answer; readonly onShow?: () => void };

/** What the platform answered to a request of the page. */
export const AnswerView = ({ answer: { result, messageId }, onShow }: AnswerView): JSX.Element => (
  <div class={`answer reason-${result.resultStatus}`} role="status">
    <p>
      <span class={`mark mark-${result.resultStatus}`}>{result.resultStatus}</span> <code>{result.resultCode}</code>{" "}
      <OutsideText text={result.resultMessage} />
    </p>
    {messageId !== undefined && (
      <p>
        messageId <code>{messageId}</code>
      </p>
    )}
    {onShow !== undefined && (
      <button type="button" class="button quiet" onClick={onShow}>
        Show in the journal
      </button>
    )}
  </div>
);
