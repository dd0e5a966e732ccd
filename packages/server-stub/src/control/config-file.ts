import { readFile } from "node:fs/promises";
import { LineCounter, type Node, isMap, isNode, isScalar, parseDocument } from "yaml";
import { StubError } from "../errors.js";
import type { Config } from "../model/config.js";
import { judgeConfig } from "./config.js";

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
    const text = cause instanceof Error ? (cause.message.split("\n", 1)[0] ?? "") : "";
    throw refuse(file, undefined, `cannot be read: ${text}`, cause);
  }
};

/** YAML reads 2019 as a number and yes as a word; ids and tokens are strings. */
const needsQuotes = (document: Document, { path, rule }: { path: readonly PropertyKey[]; rule: string }): boolean => {
  const node = document.getIn([...path], true);
  return rule === "must be a string" && isScalar(node) && node.value !== null;
};

/**
 * Reads a configuration file, YAML or JSON (which is YAML as well).
 *
 * @throws StubError `CONFIG_ILLEGAL` naming file, line and rule.
 */
export const readConfigFile = async (file: string): Promise<Config> => {
  const lines = new LineCounter();
  const document = parseDocument(await read(file), { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error?.code === "MULTIPLE_DOCS") throw refuse(file, lines.linePos(error.pos[0]).line, "must be one document");
  if (error) throw refuse(file, lines.linePos(error.pos[0]).line, error.message);
  // Editors find the published schema by it.
  if (isMap(document.contents)) document.delete("$schema");
  const value = toValue(file, document) ?? {};
  const verdict = await judgeConfig(value);
  if ("config" in verdict) return verdict.config;
  const [issue] = verdict.issues;
  const offset = issue && nodeAt(document, issue.path)?.range?.[0];
  const line = offset === undefined || offset === null ? undefined : lines.linePos(offset).line;
  if (!issue) throw refuse(file, line, "is illegal");
  const hint = needsQuotes(document, issue) ? "; put it in quotes" : "";
  throw refuse(file, line, `${issue.field === "body" ? "config" : issue.field}: ${issue.rule}${hint}`);
};
