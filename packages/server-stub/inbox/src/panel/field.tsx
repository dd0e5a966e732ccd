import type { ComponentChildren, JSX } from "preact";

type Field = { readonly label: string; readonly hint?: string; readonly children: ComponentChildren };

/** A labelled form field. */
export const Field = ({ label, hint, children }: Field): JSX.Element => (
  <label class="field">
    <span class="field-label">{label}</span>
    {children}
    {hint !== undefined && <span class="field-hint">{hint}</span>}
  </label>
);

type Select = {
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string) => void;
};

export const Select = ({ value, options, onChoose }: Select): JSX.Element => (
  <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
    {options.map(([option, words]) => (
      <option key={option} value={option}>
        {words}
      </option>
    ))}
  </select>
);
