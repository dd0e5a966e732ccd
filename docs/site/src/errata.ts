/** A matter on which the pages are silent or contradict themselves. */
export interface Erratum {
  readonly id: string;
  /** The sentences of the pages that it is about. */
  readonly quotes: readonly string[];
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, "");

/** Reads `spec/errata.md`: one `## E01` per matter, its quotes as `> quote — page`. */
export const errataOf = (markdown: string): readonly Erratum[] =>
  markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      id: section.slice(0, section.indexOf("\n")).trim(),
      quotes: [...section.matchAll(/^> (.+) — `[^`]+`$/gm)].map(([, quote = ""]) => quote),
    }));

/** The errata that are about `quote`: one of their quotes contains it, or the other way round. */
export const errataAbout = (quote: string, errata: readonly Erratum[]): readonly Erratum[] => {
  const sought = squeezed(quote);
  return errata.filter(({ quotes }) =>
    quotes.map(squeezed).some((about) => about.length > 12 && (about.includes(sought) || sought.includes(about))),
  );
};

/** Puts the title of each erratum into its heading, so that the list of contents says what it is about. */
export const withTitles = (markdown: string): string =>
  markdown.replaceAll(/^## (E\d+)\n\n\*\*(.+)\*\*$/gm, (_, id: string, title: string) => `## ${id}: ${title}`);
