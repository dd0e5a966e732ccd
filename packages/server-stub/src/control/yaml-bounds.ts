import { CST, Lexer, LineCounter, Parser } from "yaml";
import { DEEPEST, LONGEST, MOST_NAMES, TOO_MANY_NAMES } from "./bounds.js";

/** Each alias is looked for among all nodes. */
const MOST_ALIASES = 1000;

/** Why a text is too much for a configuration, and where. */
export interface Excess {
  readonly line?: number;
  readonly rule: string;
}

const namesOf = (top: Parser["stack"][number] | undefined): number => {
  if (top?.type === "block-map") return top.items.length;
  return top?.type === "flow-collection" && top.start.source === "{" ? top.items.length : 0;
};

/** Looks at a YAML text before anything is made of it: composing an extreme one would take minutes, or all of the stack. */
export const findExcess = (text: string): Excess | undefined => {
  if (text.length > LONGEST) return { rule: `must have at most ${LONGEST} characters` };
  const lines = new LineCounter();
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const at = (rule: string): Excess => ({ rule, line: lines.linePos(parser.offset).line });
  let aliases = 0;
  let before = "";
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return at("is nested too deeply for a configuration");
    if (namesOf(parser.stack.at(-1)) > MOST_NAMES) return at(TOO_MANY_NAMES);
    if (lexeme.startsWith("*") && before !== CST.SCALAR) aliases += 1;
    if (aliases > MOST_ALIASES) return at(`has more than ${MOST_ALIASES} aliases`);
    before = lexeme;
  }
  return undefined;
};
