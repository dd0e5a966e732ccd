import { escapeHtml } from "./layout.ts";
import type { SearchableDocument } from "./search-index.ts";

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly deprecated?: boolean;
  readonly tags?: readonly string[];
}

/** A card for each operation of the document: its name, its path and one line. */
export const operationCards = (document: SearchableDocument): string => {
  const cards = Object.entries(document.paths).map(([path, methods]) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Redocly has checked it against the OpenAPI structure
    const { operationId, summary = "", deprecated = false, tags = [] } = methods["post"] as Operation;
    const href = `reference.html#/${(tags[0] ?? "").toLowerCase()}/${operationId.toLowerCase()}`;
    const mark = deprecated ? ' <span class="mark">deprecated</span>' : "";
    return (
      `<a class="card" href="${href}"><strong>${escapeHtml(operationId)}${mark}</strong>` +
      `<code>POST ${escapeHtml(path)}</code><span>${escapeHtml(summary)}</span></a>`
    );
  });
  return `<div class="cards">${cards.join("")}</div>\n`;
};
