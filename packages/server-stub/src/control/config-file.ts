import { readFile } from "node:fs/promises";
import { LineCounter, type Node, isNode, parseDocument } from "yaml";
import { StubError } from "../errors.js";
import type { Config } from "../model/config.js";
import { judgeConfig } from "./config.js";

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
const nodeAt = (document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): Node | null => {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return document.contents;
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
  if (error) throw refuse(file, lines.linePos(error.pos[0]).line, error.message);
  // Editors find the published schema by it.
  document.deleteIn(["$schema"]);
  const value: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  const verdict = await judgeConfig(value);
  if ("config" in verdict) return verdict.config;
  const [issue] = verdict.issues;
  const offset = issue && nodeAt(document, issue.path)?.range?.[0];
  const line = offset === undefined || offset === null ? undefined : lines.linePos(offset).line;
  throw refuse(file, line, issue ? `${issue.field === "body" ? "config" : issue.field}: ${issue.rule}` : "is illegal");
};
