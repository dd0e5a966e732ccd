import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { namespaceAddress } from "../control/address.js";
import { operationNames, type Config, type Operation } from "../control/rows.js";
import { AnswerView } from "../send/answer-view.js";
import { KeyOffer } from "../send/key-offer.js";
import { draft } from "../send/resend.js";
import { bodyIn, textIn, textOf } from "../send/request-text.js";
import { useSending } from "../send/use-sending.js";
import { useObservable } from "../state/observable.js";
import { go } from "../state/place.js";
import type { Session } from "../state/session.js";
import { FailureView } from "./failure-view.js";
import { Field } from "./field.js";
import { RequestFields } from "./request-fields.js";
import { beginningsOf, firstBeginning, seededBody } from "./request-form.js";
import { loadSamples, newRequestId, type Sample } from "./samples.js";
import { useRead } from "./use-control.js";

const withNewId = (text: string): string =>
  text.replace(/("requestId":\s*)"[^"]*"/, (_, name: string) => `${name}"${newRequestId()}"`);

const readable = (text: string): string => {
  const body = bodyIn(text);
  return body === undefined ? text : textOf(body);
};

/** What is about to be sent; a request of the journal belongs to no beginning, and keeps its client. */
type Form = {
  readonly operation: Operation;
  readonly text: string;
  readonly beginning: number | undefined;
  readonly clientId?: string;
};

type SendForm = { readonly session: Session; readonly samples: readonly Sample[]; readonly config: Config };

/** Sends a request: a documented one, one made of the seeds, or one of the journal, as it is or edited. */
const SendForm = ({ session, samples, config }: SendForm): JSX.Element => {
  const { namespace, clock } = session;
  const now = clock === undefined ? new Date() : new Date(clock.now);
  const beginnings = beginningsOf(samples, config, operationNames);
  const begin = (beginning: number): Form => {
    const sample = beginnings[beginning]?.sample;
    if (sample === undefined) return { operation: "sendMessage", text: "", beginning };
    return { operation: sample.operation, text: textOf(seededBody(sample, samples, config, now)), beginning };
  };
  const [form, set] = useState<Form>(() => begin(firstBeginning(beginnings, config, now)));
  const [again, repeat] = useState(false);
  const sending = useSending(namespace);
  const waiting = useObservable(draft);
  useEffect(() => {
    if (waiting === undefined) return;
    set({ ...waiting, text: withNewId(readable(waiting.body)), beginning: undefined });
    draft.set(undefined);
  }, [waiting]);

  const sample = samples.find(({ operation }) => operation === form.operation);
  const write = (text: string): void => set((before) => ({ ...before, text }));
  const [sentId, mark] = useState("");
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const { operation, text: body, clientId } = form;
    sending.send(
      () => ({ operation, body, ...(clientId === undefined ? {} : { clientId }) }),
      () => {
        mark(`${operation} ${textIn(bodyIn(body), "requestId")}`);
        // Only the requestId changes: what was edited by hand stays.
        if (!again) set((before) => ({ ...before, text: withNewId(before.text) }));
      },
    );
  };

  return (
    <form class="panel-form" onSubmit={send}>
      <fieldset class="choices">
        <legend class="field-label">{(config.templates ?? []).length === 0 ? "Sample" : "Operation"}</legend>
        {beginnings.map(({ label }, index) => (
          <label key={label}>
            <input type="radio" name="sample" checked={form.beginning === index} onChange={() => set(begin(index))} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {form.beginning === undefined && (
        <p class="panel-lead">From the journal, for {operationNames[form.operation]}, with a new requestId.</p>
      )}
      {sample !== undefined && (
        <RequestFields text={form.text} sample={sample} samples={samples} config={config} onText={write} />
      )}
      <Field label="Request body" hint="What is sent. An access token stub-<CODE> asks for that result.">
        <textarea
          class="code"
          rows={14}
          spellcheck={false}
          value={form.text}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </Field>
      <label class="check">
        <input type="checkbox" checked={again} onChange={(event) => repeat(event.currentTarget.checked)} />
        <span>Keep the requestId, to see a replay</span>
      </label>
      <p class="panel-actions">
        <button type="submit" class="button strong" disabled={sending.busy}>
          Send
        </button>
      </p>
      {sending.keyNeededFor !== undefined && (
        <KeyOffer clientId={sending.keyNeededFor} busy={sending.busy} onMake={sending.makeKey} />
      )}
      <FailureView failure={sending.failure} />
      {sending.answer !== undefined && (
        <AnswerView answer={sending.answer} onShow={() => go({ intent: sentId, pane: "journal" })} />
      )}
    </form>
  );
};

/** The form that sends, once the samples and the seeds are there; it begins anew when somebody changes the seeds. */
export const SendPanel = ({ session }: { readonly session: Session }): JSX.Element => {
  const [samples, take] = useState<readonly Sample[]>([]);
  useEffect(() => void loadSamples().then(take), []);
  const { answer, failure } = useRead<Config>(namespaceAddress(session.namespace, "config"), session.changes);
  if (answer === undefined || samples.length === 0) return <FailureView failure={failure} />;
  const { users, templates, apps } = answer;
  const seeds = JSON.stringify([users, templates, apps]);
  return <SendForm key={seeds} session={session} samples={samples} config={answer} />;
};
