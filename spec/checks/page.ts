import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BrokenSpecError, type Operation } from "./document.ts";

/** A row of a page's request or response table, as a range of the page's normalised text. */
export interface TableRow {
  /** `request.<name>` or `response.<name>` */
  readonly field: string;
  readonly start: number;
  readonly end: number;
}

/** A line of the page, without empty ones. */
export interface PageLine {
  readonly text: string;
  readonly start: number;
}

/** An API page with white space normalised, so that a quote is found wherever the page breaks its lines. */
export interface Page {
  readonly name: string;
  readonly text: string;
  readonly lines: readonly PageLine[];
  readonly rows: readonly TableRow[];
}

/** The pages use no-break spaces here and there; `\s` takes them for white space as well. */
export const normalise = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();

const sections: Readonly<Record<string, "request" | "response">> = {
  Request: "request",
  "Request parameters": "request",
  Response: "response",
  "Response parameters": "response",
};

const isType = (text: string | undefined): boolean => /^(?:String|Result|Array<\w+>)$/u.test(text ?? "");
const isRequiredness = (text: string | undefined): boolean => text === "Yes" || text === "No";

const endOfTables = "Result process logic";

const rowsOf = (lines: readonly PageLine[], length: number): TableRow[] => {
  const starts: { field: string; start: number }[] = [];
  const ends: number[] = [];
  let section: string | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.text === endOfTables) {
      ends.push(line.start);
      break;
    }
    if (Object.hasOwn(sections, line.text)) {
      section = sections[line.text];
      ends.push(line.start);
    } else if (section !== undefined && isType(lines[index + 1]?.text) && isRequiredness(lines[index + 2]?.text)) {
      starts.push({ field: `${section}.${line.text}`, start: line.start });
      ends.push(line.start);
    }
  }
  return starts.map(({ field, start }) => ({ field, start, end: ends.find((end) => end > start) ?? length }));
};

/** Takes the text of a page apart. */
export const parsePage = (name: string, source: string): Page => {
  const lines: PageLine[] = [];
  let length = 0;
  for (const raw of source.split("\n")) {
    const text = normalise(raw);
    if (text === "") continue;
    lines.push({ text, start: length });
    length += text.length + 1;
  }
  return { name, text: lines.map(({ text }) => text).join(" "), lines, rows: rowsOf(lines, length) };
};

const suffix = ".txt";

/**
 * The page of each operation from `spec/source/`, by the name that statements use.
 *
 * @throws {BrokenSpecError} when an operation has no page, or a page no operation
 */
export const readPages = (folder: string, operations: readonly Operation[]): ReadonlyMap<string, Page> => {
  const files = new Set(readdirSync(join(folder, "source")).filter((file) => file.endsWith(suffix)));
  const pages = operations.map(({ page, path }): [string, Page] => {
    if (!files.delete(page + suffix)) {
      throw new BrokenSpecError(`spec/source/${page}${suffix} is missing: add the text of the page of POST ${path}`);
    }
    return [page, parsePage(page, readFileSync(join(folder, "source", page + suffix), "utf8"))];
  });
  const [surplus] = files;
  if (surplus !== undefined) {
    const path = `/${surplus.slice(0, -suffix.length).replaceAll("-", "/")}`;
    throw new BrokenSpecError(`spec/source/${surplus} is the page of no operation: add POST ${path} to openapi.yaml`);
  }
  return new Map(pages);
};
