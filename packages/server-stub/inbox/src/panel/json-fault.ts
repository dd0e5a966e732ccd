/** Where a JSON text breaks off, and what was expected there. */
export type JsonFault = { readonly line: number; readonly expected: string };

type State = "value" | "value or ]" | "name or }" | "name" | ":" | ", or ]" | ", or }" | "end";

const token =
  /[ \t\n\r]*(?:([{}[\]:,])|("(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/uy;

const expectations: Readonly<Record<State, string>> = {
  value: "a value",
  "value or ]": "a value or ]",
  "name or }": 'a "name" or }',
  name: 'a "name"',
  ":": "a colon",
  ", or ]": "a comma or ]",
  ", or }": "a comma or }",
  end: "the end",
};

type Open = "{" | "[";

const afterValue = (open: readonly Open[]): State => {
  const last = open.at(-1);
  if (last === undefined) return "end";
  return last === "[" ? ", or ]" : ", or }";
};

const takesValue = (state: State): boolean => state === "value" || state === "value or ]";

const afterComma = (state: State): State | undefined => {
  if (state === ", or ]") return "value";
  return state === ", or }" ? "name" : undefined;
};

// The state after a punctuation mark, or undefined where it must not stand.
const afterMark = (mark: string, state: State, open: Open[]): State | undefined => {
  if (mark === "{" || mark === "[") {
    if (!takesValue(state)) return undefined;
    open.push(mark);
    return mark === "{" ? "name or }" : "value or ]";
  }
  if (mark === ":") return state === ":" ? "value" : undefined;
  if (mark === ",") return afterComma(state);
  if (!state.endsWith(`or ${mark}`)) return undefined;
  open.pop();
  return afterValue(open);
};

const afterText = (state: State, open: readonly Open[]): State | undefined => {
  if (state === "name" || state === "name or }") return ":";
  return takesValue(state) ? afterValue(open) : undefined;
};

/**
 * The first place where a text stops being JSON. Browsers disagree on telling the position, and the shortest texts get none.
 */
export const jsonFault = (text: string): JsonFault | undefined => {
  const open: Open[] = [];
  let state: State = "value";
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const [found, mark, string] = token.exec(text) ?? [];
    let next: State | undefined;
    if (mark !== undefined) next = afterMark(mark, state, open);
    else if (string !== undefined) next = afterText(state, open);
    else if (found !== undefined && takesValue(state)) next = afterValue(open);
    if (found === undefined || next === undefined) break;
    at += found.length;
    state = next;
  }
  const rest = text.slice(at);
  if (state === "end" && rest.trim() === "") return undefined;
  const blank = rest.length - rest.trimStart().length;
  return { line: text.slice(0, at + blank).split("\n").length, expected: expectations[state] };
};
