import { Marked } from "marked";
import { highlight } from "./highlight.ts";
import { escapeHtml } from "./layout.ts";

/** What a guide may ask for between `<!--` and `-->`, such as `<!-- result-codes -->`; gives Markdown or HTML. */
export type Blocks = Readonly<Record<string, (argument: string) => string>>;

/** A block, with what stands up to its `<!-- end -->` where readers of the file itself have to see it. */
const BLOCK = /<!-- (?!end -->)([a-z-]+)(?: (\S+))? -->(?:(?:(?!<!-- [a-z]).)*?<!-- end -->)?/gs;

const fill = (source: string, blocks: Blocks, show: (content: string, whole: string) => string): string =>
  source.replaceAll(BLOCK, (whole, name: string, argument = "") => {
    const block = blocks[name];
    if (block === undefined) {
      const [comment = ""] = whole.split("\n");
      throw new Error(`A guide asks for ${comment}, which does not exist. Blocks: ${Object.keys(blocks).join(", ")}.`);
    }
    return show(block(argument), whole);
  });

/** The guide as a file: what stands between a block's comment and its `<!-- end -->` is made anew. */
export const refreshGuide = (source: string, blocks: Blocks): string =>
  fill(source, blocks, (content, whole) =>
    whole.endsWith("<!-- end -->") ? `${whole.split("\n")[0]}\n\n${content}\n\n<!-- end -->` : whole,
  );

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
  const filled = fill(source, blocks, (content) => content);
  return scrollingTables(markdown.parse(filled, { async: false }));
};
