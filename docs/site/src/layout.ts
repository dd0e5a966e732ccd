/** One entry of the navigation, in its order. */
export interface Page {
  /** File name without `.html`. */
  readonly name: string;
  readonly title: string;
}

export const pages: readonly Page[] = [
  { name: "index", title: "Message API" },
  { name: "control", title: "Control API" },
  { name: "start", title: "Start" },
  { name: "signing", title: "Signing" },
  { name: "outcomes", title: "Outcomes" },
  { name: "testing", title: "Testing" },
  { name: "certifying", title: "Certifying" },
  { name: "migrating", title: "Moving from sendInbox" },
  { name: "errata", title: "Errata" },
  { name: "statements", title: "Statements" },
];

/** Text as HTML text or attribute value. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const entry = (current: string) => (page: Page) =>
  `<li><a href="${page.name}.html"${page.name === current ? ' aria-current="page"' : ""}>${escapeHtml(page.title)}</a></li>`;

/** The links to all pages; every href is relative, so that the site works below any path. */
export const navigation = (current: string): string =>
  `<nav class="site" aria-label="Documentation"><ul>${pages.map(entry(current)).join("")}</ul></nav>`;

/** A whole guide page around its content. */
export const guidePage = ({ name, title }: Page, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Mini Program Messages</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="site.css">
</head>
<body>
${navigation(name)}
<main>
${content}
</main>
</body>
</html>
`;

/** Puts the links above a page that Redoc rendered. */
export const withNavigation = (html: string, current: string): string =>
  html
    .replace("</head>", `<link rel="icon" href="data:,"><link rel="stylesheet" href="site.css"></head>`)
    .replace(/<body[^>]*>/, (body) => `${body}${navigation(current)}`);
