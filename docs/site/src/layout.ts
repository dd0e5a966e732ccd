/** One entry of the navigation, in its order. */
export interface Page {
  /** File name without `.html`. */
  readonly name: string;
  readonly title: string;
  /** Entries of one group stand together. A page without a group is reached from another page, not from the navigation. */
  readonly group?: "start" | "reference" | "guide" | "evidence";
}

export const pages: readonly Page[] = [
  { name: "index", title: "Home" },
  { name: "start", title: "Start", group: "start" },
  { name: "reference", title: "Message API", group: "reference" },
  { name: "control", title: "Control API", group: "reference" },
  { name: "signing", title: "Signing", group: "guide" },
  { name: "languages", title: "Languages", group: "guide" },
  { name: "outcomes", title: "Outcomes", group: "guide" },
  { name: "frameworks", title: "Frameworks", group: "guide" },
  { name: "testing", title: "Testing", group: "guide" },
  { name: "test-tools", title: "Test tools", group: "guide" },
  { name: "behind-a-proxy", title: "Proxy, container", group: "guide" },
  { name: "nothing-lost", title: "Nothing lost", group: "guide" },
  { name: "certifying", title: "Certifying", group: "guide" },
  { name: "certifying-a-client", title: "Certifying a client", group: "guide" },
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

/** Height of the navigation on a wide screen, in pixels: Redoc keeps its own sticky parts below it. */
export const navigationHeight = 48;

/** Text as HTML text or attribute value. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const entry =
  (current: string) =>
  ({ name, title }: Page): string => {
    const here = name === current ? ' aria-current="page"' : "";
    return `<li><a href="${name}.html"${here}>${escapeHtml(title)}</a></li>`;
  };

/** The entries of one group; the guides are many, and fold. */
const groupOf = (group: Page["group"], current: string): string => {
  const members = pages.filter((page) => page.group === group);
  const list = `<ul>${members.map(entry(current)).join("")}</ul>`;
  if (group !== "guide") return list;
  const here = members.find(({ name }) => name === current);
  const title = here === undefined ? "Guides" : `Guides: ${here.title}`;
  return `<details><summary${here === undefined ? "" : ' class="here"'}>${escapeHtml(title)}</summary>${list}</details>`;
};

/** The project's mark, as it stands on the inbox page. */
const icon =
  "data:image/svg+xml," +
  encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6763"/><path d="M8 10h16v10H15l-4 4v-4H8z" fill="#fff"/></svg>`,
  );

const search = `<dialog id="search" aria-label="Search the documentation"><form><input type="search" aria-label="Search" placeholder="Field, code, question …" autocomplete="off" spellcheck="false"></form><p role="status"></p><ul></ul></dialog>`;

/**
 * The links to all pages; every href is relative, so that the site works below any path. Where the stub serves the site,
 * it puts the link to its inbox page in place of the comment.
 */
export const navigation = (current: string): string =>
  `<nav class="site" aria-label="Documentation"><a class="brand" href="index.html"${current === "index" ? ' aria-current="page"' : ""}>Mini Program Messages</a>` +
  (["start", "reference", "guide", "evidence"] as const).map((group) => groupOf(group, current)).join("") +
  `<div class="tools"><!-- inbox --><button type="button" class="find" title="Search (Ctrl+K or /)">Search</button>` +
  `<button type="button" class="theme">◐</button></div></nav>${search}`;

/** The guides follow the light or dark that a reader chose on a page of Redoc. */
const colorMode = `<script>try{const mode=localStorage.getItem("redoc.colorMode");if(mode==="light"||mode==="dark")document.documentElement.classList.add(mode)}catch{}</script>`;

const head = `<link rel="icon" href="${icon}"><link rel="stylesheet" href="site.css"><script src="site.js" defer></script>`;

/** A whole guide page around its content. `contents` is the list of its sections, or nothing. */
export const guidePage = ({ name, title }: Page, content: string, contents: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name === "index" ? "" : `${escapeHtml(title)} · `}Mini Program Messages</title>
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
