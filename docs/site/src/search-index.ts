import type { Page } from "./layout.ts";

/** What a reader can find: one section of a guide, or one operation of a reference. */
export interface SearchEntry {
  /** Where it is, relative to the site. */
  readonly href: string;
  readonly page: string;
  readonly title: string;
  readonly text: string;
}

interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly "x-result-codes"?: readonly { readonly code: string }[];
  readonly requestBody?: unknown;
}

/** The part of an OpenAPI document that the index reads. */
export interface SearchableDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => ({ "&lt;": "<", "&gt;": ">", "&quot;": '"' })[entity] ?? "&")
    .replaceAll(/\s+/g, " ")
    .trim();

/** Long enough for every sentence of a section, short enough for a page that is opened from disk. */
const longest = 4000;

/** The sections of a rendered guide, its opening included. */
export const guideEntries = ({ name, title }: Page, html: string): SearchEntry[] =>
  html.split(/(?=<h[23] id=")/).map((section) => {
    const [, id, heading = ""] = /^<h[23] id="([^"]+)">(.*?)<\/h[23]>/s.exec(section) ?? [];
    return {
      href: id === undefined ? `${name}.html` : `${name}.html#${id}`,
      page: title,
      title: id === undefined ? title : plain(heading),
      text: plain(section).slice(0, longest),
    };
  });

const isOperation = (value: unknown): value is Operation =>
  typeof value === "object" && value !== null && "operationId" in value;

/** Every key and text in a value, for the fields of a request. */
const wordsOf = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value)
    .map(([key, inner]) => `${Array.isArray(value) ? "" : key} ${wordsOf(inner)}`)
    .join(" ");
};

const slug = (tag: string): string => tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/** The operations of a document, where Redoc shows them. */
export const referenceEntries = ({ name, title }: Page, document: SearchableDocument): SearchEntry[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      if (!isOperation(operation)) return [];
      const { operationId, tags = [], summary = operationId, description = "" } = operation;
      const codes = (operation["x-result-codes"] ?? []).map(({ code }) => code).join(" ");
      return [
        {
          href: `${name}.html#/${slug(tags[0] ?? "")}/${operationId.toLowerCase()}`,
          page: title,
          title: `${summary} (${operationId})`,
          text: `${method.toUpperCase()} ${path} ${codes} ${description} ${wordsOf(operation.requestBody)}`.slice(
            0,
            2 * longest,
          ),
        },
      ];
    }),
  );

/** The index as a script, so that it can be read from disk too, where nothing can be fetched. */
export const searchScript = (entries: readonly SearchEntry[]): string =>
  `window.searchIndex = ${JSON.stringify(entries)};\n`;
