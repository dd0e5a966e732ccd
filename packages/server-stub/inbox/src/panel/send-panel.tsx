import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { operationAddress } from "../control/address.js";
import { ControlFailure } from "../control/failure.js";
import { superAppNames, type Attempt } from "../control/rows.js";
import { OutsideText } from "../phone/outside-text.js";
import { go } from "../state/place.js";
import type { Session } from "../state/session.js";
import { FailureView } from "./failure-view.js";
import { Field, Select } from "./field.js";
import { loadSamples, newRequestId, sampleText, type Sample } from "./samples.js";
import { useChange } from "./use-control.js";

type Answer = { readonly result: Attempt["result"]; readonly messageId?: string };

type Sent = { readonly answer: Answer; readonly intent: string };

const post = async (namespace: string, { operation }: Sample, body: string): Promise<Answer> => {
  try {
    const response = await fetch(operationAddress(namespace, operation), {
      method: "POST",
      headers: { "content-type": "application/json; charset=UTF-8" },
      body,
    });
    const answer: Answer = await response.json();
    return answer;
  } catch (cause) {
    throw new ControlFailure("No readable answer came back: the outcome is unknown. The journal knows more.", {
      code: "unreachable",
      cause,
    });
  }
};

const requestIdIn = (text: string): string => {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && "requestId" in body ? String(body.requestId) : "";
  } catch {
    return "";
  }
};

const AnswerView = ({ sent }: { readonly sent: Sent }): JSX.Element => {
  const { result, messageId } = sent.answer;
  return (
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
      <button type="button" class="button quiet" onClick={() => go({ intent: sent.intent, pane: "journal" })}>
        Show in the journal
      </button>
    </div>
  );
};

/** Sends a documented sample, as it is or edited. */
export const SendPanel = ({ session }: { readonly session: Session }): JSX.Element => {
  const [samples, take] = useState<readonly Sample[]>([]);
  const [place, choose] = useState(0);
  const [superApp, chooseApp] = useState("GCASH");
  const [again, repeat] = useState(false);
  const [text, write] = useState("");
  const [sent, show] = useState<Sent>();
  const { busy, failure, run } = useChange();
  const sample = samples[place];

  const fill = (requestId: string): void => {
    if (sample === undefined) return;
    write(sampleText(sample, { requestId, customerBelongsTo: superApp }));
  };
  useEffect(() => void loadSamples().then(take), []);
  useEffect(() => fill(newRequestId()), [sample, superApp]);

  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    if (sample === undefined) return;
    show(undefined);
    run(async () => {
      const answer = await post(session.namespace, sample, text);
      show({ answer, intent: `${sample.operation} ${requestIdIn(text)}` });
      // Only the requestId changes: what was edited by hand stays.
      if (!again) write((now) => now.replace(/("requestId":\s*)"[^"]*"/, `$1"${newRequestId()}"`));
    });
  };

  return (
    <form class="panel-form" onSubmit={send}>
      <fieldset class="choices">
        <legend class="field-label">Sample</legend>
        {samples.map(({ label }, index) => (
          <label key={label}>
            <input type="radio" name="sample" checked={place === index} onChange={() => choose(index)} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {sample !== undefined && Object.hasOwn(sample.body, "customerBelongsTo") && (
        <Field label="Super app">
          <Select value={superApp} options={Object.entries(superAppNames)} onChoose={chooseApp} />
        </Field>
      )}
      <Field label="Request body" hint="The documented sample. An access token stub-<CODE> asks for that result.">
        <textarea
          class="code"
          rows={16}
          spellcheck={false}
          value={text}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </Field>
      <label class="check">
        <input type="checkbox" checked={again} onChange={(event) => repeat(event.currentTarget.checked)} />
        <span>Keep the requestId, to see a replay</span>
      </label>
      <p class="panel-actions">
        <button type="submit" class="button strong" disabled={busy || sample === undefined}>
          Send
        </button>
      </p>
      <FailureView failure={failure} />
      {sent !== undefined && <AnswerView sent={sent} />}
    </form>
  );
};
