import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isOperation, operationIds, operationNames, type Fault } from "../control/rows.js";
import { Field, Select } from "./field.js";
import { effectKinds, effectOf, effectWords, type EffectKind } from "./fault-words.js";

type Form = {
  readonly kind: EffectKind;
  readonly code: string;
  readonly milliseconds: string;
  readonly operation: string;
  readonly requestId: string;
  readonly times: string;
  readonly probability: string;
  readonly seed: string;
};

const begin: Form = {
  kind: "result",
  code: "UNKNOWN_EXCEPTION",
  milliseconds: "2000",
  operation: "",
  requestId: "",
  times: "1",
  probability: "",
  seed: "",
};

const numbered = (name: "times" | "probability" | "seed", text: string): Partial<Fault> =>
  text.trim() === "" ? {} : { [name]: Number(text) };

const faultOf = (form: Form): Fault => ({
  ...(isOperation(form.operation) ? { operation: form.operation } : {}),
  ...(form.requestId === "" ? {} : { requestId: form.requestId }),
  ...numbered("times", form.times),
  ...numbered("probability", form.probability),
  ...numbered("seed", form.seed),
  effect: effectOf(form.kind, form.code, Number(form.milliseconds)),
});

const useCodes = (operation: string): readonly string[] => {
  const [codes, take] = useState<readonly string[]>([begin.code]);
  useEffect(() => {
    const load = async (): Promise<void> => {
      const { resultCodes } = await import("../../../src/generated/result-codes.js");
      const rows = isOperation(operation)
        ? resultCodes[operation]
        : resultCodes[operationIds[0]].filter(({ code }) =>
            operationIds.every((one) => resultCodes[one].some((row) => row.code === code)),
          );
      take(rows.map(({ code }) => code).filter((code) => code !== "SUCCESS"));
    };
    void load();
  }, [operation]);
  return codes;
};

/** Plans a fault of any kind. */
export const FaultForm = ({
  busy,
  onPlan,
}: {
  readonly busy: boolean;
  readonly onPlan: (fault: Fault) => void;
}): JSX.Element => {
  const [form, set] = useState(begin);
  const codes = useCodes(form.operation);
  const put = (name: keyof Form) => (value: string) => set((now) => ({ ...now, [name]: value }));
  const typed = (name: keyof Form) => ({
    value: form[name],
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => put(name)(event.currentTarget.value),
  });
  return (
    <form
      class="panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        onPlan(faultOf(form));
      }}
    >
      <h3>Plan a fault</h3>
      <Field label="What happens">
        <Select
          value={form.kind}
          options={effectKinds.map((kind) => [kind, effectWords[kind]] as const)}
          onChoose={put("kind")}
        />
      </Field>
      {form.kind === "result" && (
        <Field label="Result code">
          <Select value={form.code} options={codes.map((code) => [code, code] as const)} onChoose={put("code")} />
        </Field>
      )}
      {form.kind === "latency" && (
        <Field label="Milliseconds">
          <input type="number" min="0" max="600000" {...typed("milliseconds")} />
        </Field>
      )}
      <div class="field-pair">
        <Field label="Operation">
          <Select
            value={form.operation}
            options={[["", "All"], ...operationIds.map((one) => [one, operationNames[one]] as const)]}
            onChoose={put("operation")}
          />
        </Field>
        <Field label="requestId">
          <input placeholder="any; * matches" spellcheck={false} {...typed("requestId")} />
        </Field>
      </div>
      <div class="field-trio">
        <Field label="Times">
          <input inputMode="numeric" placeholder="always" {...typed("times")} />
        </Field>
        <Field label="Probability">
          <input inputMode="decimal" placeholder="1" {...typed("probability")} />
        </Field>
        <Field label="Seed">
          <input inputMode="numeric" placeholder="none" {...typed("seed")} />
        </Field>
      </div>
      <p class="panel-actions">
        <button type="submit" class="button strong" disabled={busy}>
          Plan it
        </button>
      </p>
    </form>
  );
};
