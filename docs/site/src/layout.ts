/** One entry of the navigation, in its order. */
export interface Page {
  /** File name without `.html`. */
  readonly name: string;
  readonly title: string;
  /** Entries of one group stand together. A page without a group is reached from another page, not from the navigation. */
  readonly group?: "start" | "reference" | "guide" | "evidence";
}

export const pages: readonly Page[] = [
  { name: "start", title: "Start", group: "start" },
  { name: "index", title: "Message API", group: "reference" },
  { name: "control", title: "Control API", group: "reference" },
  { name: "signing", title: "Signing", group: "guide" },
  { name: "languages", title: "Languages", group: "guide" },
  { name: "outcomes", title: "Outcomes", group: "guide" },
  { name: "testing", title: "Testing", group: "guide" },
  { name: "certifying", title: "Certifying", group: "guide" },
  { name: "migrating", title: "Migrating", group: "guide" },
  { name: "errata", title: "Errata", group: "evidence" },
  { name: "statements", title: "Statements", group: "evidence" },
  { name: "language-curl", title: "curl and openssl" },
  { name: "language-python", title: "Python" },
  { name: "language-php", title: "PHP" },
  { name: "language-java", title: "Java" },
  { name: "language-go", title: "Go" },
  { name: "language-csharp", title: "C#" },
  { name: "language-node", title: "Node.js without the client" },
];

const listed = pages.filter(({ group }) => group !== undefined);

/** Height of the navigation on a wide screen, in pixels: Redoc keeps its own sticky parts below it. */
export const navigationHeight = 48;

/** Text as HTML text or attribute value. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const entry =
  (current: string) =>
  ({ name, title, group }: Page, index: number): string => {
    const first = index > 0 && listed[index - 1]?.group !== group ? ' class="first"' : "";
    const here = name === current ? ' aria-current="page"' : "";
    return `<li${first}><a href="${name}.html"${here}>${escapeHtml(title)}</a></li>`;
  };

/** The links to all pages; every href is relative, so that the site works below any path. */
export const navigation = (current: string): string =>
  `<nav class="site" aria-label="Documentation"><a class="brand" href="index.html">Mini Program Messages</a>` +
  `<ul>${listed.map(entry(current)).join("")}</ul></nav>`;

/** The guides follow the light or dark that a reader chose on a page of Redoc. */
const colorMode = `<script>try{const mode=localStorage.getItem("redoc.colorMode");if(mode==="light"||mode==="dark")document.documentElement.classList.add(mode)}catch{}</script>`;

const head = `<link rel="icon" href="data:,"><link rel="stylesheet" href="site.css">`;

/** A whole guide page around its content. `contents` is the list of its sections, or nothing. */
export const guidePage = ({ name, title }: Page, content: string, contents: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Mini Program Messages</title>
${colorMode}
${head}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${navigation(name)}
<div class="guide">
${contents}<main id="content" tabindex="-1">
${content}
</main>
</div>
</body>
</html>
`;

/** Puts the links above a page that Redoc rendered. */
export const withNavigation = (html: string, current: string): string =>
  html.replace("</head>", `${head}</head>`).replace(/<body[^>]*>/, (body) => `${body}${navigation(current)}`);
