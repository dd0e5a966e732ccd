import { Marked } from "marked";
import { highlight } from "./highlight.ts";
import { escapeHtml } from "./layout.ts";

/** What a guide may ask for between `<!--` and `-->`, such as `<!-- result-codes -->`; gives Markdown or HTML. */
export type Blocks = Readonly<Record<string, (argument: string) => string>>;

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

const markdown = new Marked({
  renderer: {
    heading({ tokens, depth, text }) {
      // An erratum is linked to by its number, whatever its title says.
      const id = /^(E\d+): /.exec(text)?.[1]?.toLowerCase() ?? slug(text);
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    link({ href, tokens }) {
      // The guides link to each other as files, so that the links work in the repository too.
      const target = href.replace(/^(?:\.\.\/\.\.\/spec\/)?([a-z-]+)\.md(?=#|$)/, "$1.html");
      return `<a href="${escapeHtml(target)}">${this.parser.parseInline(tokens)}</a>`;
    },
    code({ text, lang = "" }) {
      const name = lang === "" ? "" : ` class="language-${escapeHtml(lang)}"`;
      return `<pre tabindex="0"><code${name}>${highlight(text, lang) ?? escapeHtml(text)}</code></pre>
`;
    },
  },
});

/** Wide tables scroll by themselves, so that the page never does. */
const scrollingTables = (html: string): string =>
  html.replaceAll("<table>", `<div class="scroll" tabindex="0"><table>`).replaceAll("</table>", "</table></div>");

/**
 * Renders a guide to HTML.
 *
 * @throws Error naming a block that does not exist.
 */
export const renderGuide = (source: string, blocks: Blocks): string => {
  const filled = source.replaceAll(/<!-- ([a-z-]+)(?: (\S+))? -->/g, (comment, name: string, argument = "") => {
    const block = blocks[name];
    if (block === undefined)
      throw new Error(`A guide asks for ${comment}, which does not exist. Blocks: ${Object.keys(blocks).join(", ")}.`);
    return block(argument);
  });
  return scrollingTables(markdown.parse(filled, { async: false }));
};
