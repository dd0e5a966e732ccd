import { LineCounter, type Node, isMap, isNode, isScalar, parseDocument } from "yaml";
import type { StubError } from "../model/errors.js";
import type { Config } from "../model/config.js";
import { shorten } from "../model/shorten.js";
import { LONGEST } from "./bounds.js";
import { judgeConfig } from "./config.js";
import { refuse } from "./config-refusal.js";
import type { FoundIssue } from "./config-verdict.js";
import { findExcess } from "./yaml-bounds.js";

type Document = ReturnType<typeof parseDocument>;

/** A shell of Windows writes UTF-16, and says so by the first two bytes. */
const encodingOf = ([first, second]: Uint8Array): string => {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
};

const decode = (file: string, bytes: Uint8Array): string => {
  let text = "";
  try {
    text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse(file, undefined, "must be UTF-8; save it in that encoding", cause);
  }
  // YAML has no such character. What is too long is that above all.
  if (text.length <= LONGEST && text.includes("\0"))
    throw refuse(
      file,
      undefined,
      "has NUL characters, as UTF-16 without a mark has, or a file that is no text; save it as UTF-8",
    );
  return text;
};

/** The node at the end of the path, or the last one on the way that exists. */
const nodeAt = (document: Document, path: readonly PropertyKey[]): Node | null => {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return document.contents;
};

/** Nodes that aliases may stand for: a configuration needs a few, a file that explodes has thousands. */
const MOST_REPEATED = 100;

const toValue = (file: string, document: Document): unknown => {
  try {
    return document.toJS({ maxAliasCount: MOST_REPEATED });
  } catch (cause) {
    // The library's text would show what stands there.
    throw refuse(
      file,
      undefined,
      `has an alias without its anchor, or repeats more than ${MOST_REPEATED} nodes by aliases`,
      cause,
    );
  }
};

/** YAML reads 2019 as a number and yes as a word; ids and tokens are strings. */
const needsQuotes = (document: Document, { path, rule }: FoundIssue): boolean => {
  const node = document.getIn([...path], true);
  return rule === "must be a string" && isScalar(node) && node.value !== null;
};

/** Never shown: whoever has them may act for somebody else. */
const SECRET = new Set<PropertyKey>(["accessToken", "publicKey", "url"]);

const LONGEST_SHOWN = 60;

/** The library's words may have some of the file in them. */
const LONGEST_WORDS = 200;

/** The value that breaks a rule, where it is short and no secret. */
const showValue = (document: Document, { path, rule }: FoundIssue): string => {
  const node = document.getIn([...path], true);
  if (!isScalar(node) || rule.startsWith("is no known") || path.some((key) => SECRET.has(key))) return "";
  const text = JSON.stringify(node.value);
  return text === undefined || text.length > LONGEST_SHOWN ? "" : `; it is ${text}`;
};

interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lineAt: (offset: number) => number;
}

/** Parses without judging. */
const parse = (file: string, text: string): Source => {
  const lines = new LineCounter();
  const excess = findExcess(text);
  if (excess) throw refuse(file, excess.line, excess.rule);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const [error] = document.errors;
  if (!error) return { file, document, lineAt };
  const rule = error.code === "MULTIPLE_DOCS" ? "must be one document" : shorten(error.message, LONGEST_WORDS);
  throw refuse(file, lineAt(error.pos[0]), rule);
};

const describeIssue = ({ file, document, lineAt }: Source, issue: FoundIssue): StubError => {
  const offset = nodeAt(document, issue.path)?.range?.[0];
  const hint = needsQuotes(document, issue) ? "; put it in quotes" : "";
  const field = issue.field === "body" ? "config" : issue.field;
  return refuse(
    file,
    offset === undefined ? undefined : lineAt(offset),
    `${field}: ${issue.rule}${hint}${showValue(document, issue)}`,
  );
};

/**
 * Makes a configuration of the bytes of a file, YAML or JSON (which is YAML as well).
 *
 * @throws StubError `CONFIG_ILLEGAL` naming file, line and rule.
 */
export const judgeFile = async (file: string, bytes: Uint8Array): Promise<Config> => {
  const source = parse(file, decode(file, bytes));
  const { document } = source;
  // Editors find the published schema by it.
  if (isMap(document.contents)) document.delete("$schema");
  const verdict = await judgeConfig(toValue(file, document) ?? {});
  if ("config" in verdict) return verdict.config;
  throw describeIssue(source, verdict.issue);
};
