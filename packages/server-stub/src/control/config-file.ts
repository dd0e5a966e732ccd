import { readFile } from "node:fs/promises";
import { LineCounter, type Node, isMap, isNode, isScalar, parseDocument } from "yaml";
import { StubError } from "../model/errors.js";
import type { Config } from "../model/config.js";
import { type FoundIssue, judgeConfig } from "./config.js";

type Document = ReturnType<typeof parseDocument>;

const refuse = (file: string, line: number | undefined, text: string, cause?: unknown): StubError =>
  new StubError("CONFIG_ILLEGAL", `${file}${line === undefined ? "" : `:${line}`}: ${text}`, cause);

const read = async (file: string): Promise<string> => {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw refuse(file, undefined, isMissing ? "there is no such file" : "the file cannot be read", cause);
  }
};

/** The node at the end of the path, or the last one on the way that exists. */
const nodeAt = (document: Document, path: readonly PropertyKey[]): Node | null => {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return document.contents;
};

const toValue = (file: string, document: Document): unknown => {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    // The library's text would show what stands there.
    throw refuse(file, undefined, "has an alias without its anchor, or too many of them", cause);
  }
};

/** YAML reads 2019 as a number and yes as a word; ids and tokens are strings. */
const needsQuotes = (document: Document, { path, rule }: FoundIssue): boolean => {
  const node = document.getIn([...path], true);
  return rule === "must be a string" && isScalar(node) && node.value !== null;
};

interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lineAt: (offset: number) => number;
}

/** Parses without judging. */
const parse = async (file: string): Promise<Source> => {
  const lines = new LineCounter();
  const document = parseDocument(await read(file), { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const [error] = document.errors;
  if (!error) return { file, document, lineAt };
  const text = error.code === "MULTIPLE_DOCS" ? "must be one document" : error.message;
  throw refuse(file, lineAt(error.pos[0]), text);
};

const describeIssue = ({ file, document, lineAt }: Source, issue: FoundIssue | undefined): StubError => {
  if (!issue) return refuse(file, undefined, "is illegal");
  const offset = nodeAt(document, issue.path)?.range?.[0];
  const hint = needsQuotes(document, issue) ? "; put it in quotes" : "";
  const field = issue.field === "body" ? "config" : issue.field;
  return refuse(file, offset === undefined ? undefined : lineAt(offset), `${field}: ${issue.rule}${hint}`);
};

/**
 * Reads a configuration file, YAML or JSON (which is YAML as well).
 *
 * @throws StubError `CONFIG_ILLEGAL` naming file, line and rule.
 */
export const readConfigFile = async (file: string): Promise<Config> => {
  const source = await parse(file);
  const { document } = source;
  // Editors find the published schema by it.
  if (isMap(document.contents)) document.delete("$schema");
  const verdict = await judgeConfig(toValue(file, document) ?? {});
  if ("config" in verdict) return verdict.config;
  throw describeIssue(source, verdict.issues[0]);
};
