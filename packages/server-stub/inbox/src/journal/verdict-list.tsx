import type { JSX } from "preact";
import type { Verdict } from "../control/rows.js";
import { Icon } from "../frame/icon.js";
import { OutsideText } from "../phone/outside-text.js";
import { steps } from "./reason.js";

const words = { passed: "passed", failed: "failed", skipped: "not asked" } as const;

const Mark = ({ verdict }: { readonly verdict: Verdict["verdict"] }): JSX.Element => {
  if (verdict === "skipped") return <span class="verdict-mark">–</span>;
  return (
    <span class="verdict-mark">
      <Icon name={verdict === "passed" ? "check" : "close"} />
    </span>
  );
};

/** The steps that an attempt went through, in their order. */
export const VerdictList = ({ verdicts }: { readonly verdicts: readonly Verdict[] }): JSX.Element => (
  <section class="detail">
    <h3>Verdicts</h3>
    <ol class="verdicts">
      {verdicts.map(({ step, verdict, detail }) => (
        <li key={step} class={`verdict verdict-${verdict}`} title={steps[step].asks}>
          <Mark verdict={verdict} />
          <span class="verdict-step">{steps[step].name}</span>
          <span class="off-screen">{words[verdict]}</span>
          {detail !== undefined && (
            <span class="verdict-detail">
              <OutsideText text={detail} />
            </span>
          )}
        </li>
      ))}
    </ol>
  </section>
);
