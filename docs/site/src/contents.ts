const heading = /<h2 id="([^"]+)">(.*?)<\/h2>/g;

/** The list of a page's sections beside its text, when there are enough of them to get lost in; else nothing. */
export const contentsOf = (html: string): string => {
  const entries = [...html.matchAll(heading)].map(
    ([, id = "", text = ""]) => `<li><a href="#${id}">${text.replaceAll(/<[^>]+>/g, "")}</a></li>`,
  );
  if (entries.length < 4) return "";
  return `<nav class="contents" aria-label="On this page"><p>On this page</p><ul>${entries.join("")}</ul></nav>\n`;
};
