// Builds the docs site into `dist`: one folder that any static host can serve, also below a sub-path.
// `node src/build.ts report.json` shows on the page of statements how the cases ended in that run of the contract suite.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build as bundle } from "esbuild";
import { parse } from "yaml";
import { contentsOf } from "./contents.ts";
import { messageDocument } from "./document.ts";
import { errataOf, withTitles } from "./errata.ts";
import { SAMPLE_KEY_FILE, SPEC_FOLDER, guideBlocks } from "./guide-blocks.ts";
import { renderGuide } from "./guide.ts";
import { guidePage, pages, withNavigation, type Page } from "./layout.ts";
import { renderReference } from "./reference.ts";
import { guideEntries, referenceEntries, searchScript, type SearchEntry } from "./search-index.ts";
import { statementLists, type Statement } from "./statements.ts";
import { readSuiteReport } from "./suite-report.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const text = (path: string): Promise<string> => readFile(at(path), "utf8");
const dist = at("../dist");
const spec = "../../../spec";

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const bundled = await messageDocument(SPEC_FOLDER, SAMPLE_KEY_FILE);
const { document, controlDocument, file, controlFile } = bundled;
const [messages, control] = await Promise.all([
  renderReference(file, "Mini Program Messages"),
  renderReference(controlFile, "Control API of the server stub"),
]);
await bundled.remove();
await writeFile(`${dist}/reference.html`, withNavigation(messages, "reference"));
await writeFile(`${dist}/control.html`, withNavigation(control, "control"));

const blocks = await guideBlocks(bundled);
const { statements }: { statements: Statement[] } = parse(await text(`${spec}/statements.yaml`));
const errata = await text(`${spec}/errata.md`);
const generated: Readonly<Record<string, string>> = {
  errata: withTitles(errata),
  statements: statementLists(statements, errataOf(errata), await readSuiteReport(process.argv[2])),
};
// The home page is the guide of that name, under the name that hosts show first.
const isReference = ({ name }: Page): boolean => name === "reference" || name === "control";
const entries: SearchEntry[] = [];
for (const page of pages.filter((each) => !isReference(each))) {
  const guide = page.name === "index" ? "home" : page.name;
  const content = renderGuide(generated[page.name] ?? (await text(`../../guides/${guide}.md`)), blocks);
  entries.push(...guideEntries(page, content));
  await writeFile(
    `${dist}/${page.name}.html`,
    guidePage(page, content, page.name === "index" ? "" : contentsOf(content)),
  );
}
for (const page of pages.filter(isReference)) {
  entries.push(...referenceEntries(page, page.name === "control" ? controlDocument : document));
}
await writeFile(`${dist}/search-index.js`, searchScript(entries));
await copyFile(at("site.css"), `${dist}/site.css`);
await bundle({
  entryPoints: [at("browser/main.ts")],
  outfile: `${dist}/site.js`,
  bundle: true,
  minify: true,
  target: "es2023",
});
