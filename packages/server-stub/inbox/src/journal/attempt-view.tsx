import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Attempt } from "../control/rows.js";
import { Icon } from "../frame/icon.js";
import { OutsideText } from "../phone/outside-text.js";
import { copy } from "../state/clipboard.js";
import { Again } from "./again.js";
import { readable } from "./answer.js";
import { curlOf } from "./curl.js";
import { DeliveryTimeline } from "./delivery-timeline.js";
import { reasonOf, type Reason } from "./reason.js";
import { ReasonView } from "./reason-view.js";
import { SignatureView } from "./signature-view.js";
import { VerdictList } from "./verdict-list.js";

type Fit = NonNullable<Attempt["rendering"]>[number];

const named = (names: readonly string[], words: string): string[] =>
  names.length === 0 ? [] : [`${names.join(", ")} ${words}`];

/** How an element of `templates` fits, a line for each thing that does not. */
const fitLines = ({ language, wanted, unused, missing, extra, empty }: Fit): readonly string[] =>
  [
    unused === true ? ["this element is not shown"] : [],
    wanted === undefined ? [] : [`${wanted} has no text, shown instead`],
    named(missing, "without a value"),
    named(extra, "not used by the template"),
    named(empty, "empty"),
  ]
    .flat()
    .map((line) => `${line} (${language})`);

const RenderingView = ({ attempt }: { readonly attempt: Attempt }): JSX.Element | null => {
  const lines = (attempt.rendering ?? []).flatMap(fitLines);
  if (lines.length === 0) return null;
  return (
    <section class="detail">
      <h3>Template variables</h3>
      <ul class="plain">
        {lines.map((line, index) => (
          <li key={index}>
            <OutsideText text={line} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Wire = ({
  title,
  first,
  headers,
  body,
}: {
  readonly title: string;
  readonly first: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}): JSX.Element => (
  <details class="wire">
    <summary>
      {title}
      <span class="wire-first">
        <OutsideText text={first} />
      </span>
    </summary>
    <pre tabIndex={0} role="region" aria-label={title}>
      <code>
        {Object.entries(headers ?? {}).map(([name, value]) => (
          <span key={name} class="header-line">
            <span class="header-name">{name}: </span>
            <OutsideText text={value} />
          </span>
        ))}
        <OutsideText text={readable(body)} />
      </code>
    </pre>
  </details>
);

const useReason = (attempt: Attempt): Reason | undefined => {
  const [reason, take] = useState<Reason>();
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      // Without the spec's texts (the stub has gone, say) the verdict still says what happened.
      const found = await reasonOf(attempt).catch(() => undefined);
      if (wanted) take(found);
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [attempt]);
  return reason;
};

/** Everything about one attempt: why, verdict by verdict, signature, variables, and what went over the wire. */
export const AttemptView = ({ attempt }: { readonly attempt: Attempt }): JSX.Element => {
  const reason = useReason(attempt);
  const { request, response } = attempt;
  return (
    <div class="attempt-view">
      <ReasonView attempt={attempt} reason={reason} />
      <Again attempt={attempt} />
      <DeliveryTimeline attempt={attempt} />
      <VerdictList verdicts={attempt.verdicts} />
      <SignatureView attempt={attempt} />
      <RenderingView attempt={attempt} />
      <section class="detail">
        <h3>On the wire</h3>
        <Wire
          title="Request"
          first={`${request.method} ${request.uri}`}
          headers={request.headers}
          body={request.body}
        />
        <Wire title="Response" first={`HTTP ${response.status}`} body={response.body} />
        <p class="masked-note">Access tokens and signatures are masked.</p>
        <button type="button" class="button quiet" onClick={() => void copy(curlOf(attempt), "the curl command")}>
          <Icon name="copy" />
          Copy as curl
        </button>
      </section>
    </div>
  );
};
