// Builds the docs site into `dist`: one folder that any static host can serve, also below a sub-path.
// `node src/build.ts report.json` shows on the page of statements how the cases ended in that run of the contract suite.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { contentsOf } from "./contents.ts";
import { messageDocument } from "./document.ts";
import { errataOf, withTitles } from "./errata.ts";
import { renderGuide, type Blocks } from "./guide.ts";
import { guidePage, pages, withNavigation } from "./layout.ts";
import { renderReference } from "./reference.ts";
import { resultCodeTables } from "./result-codes.ts";
import { diagnoseExample, opensslExample, workedExample } from "./signing-example.ts";
import { statementLists, type Statement } from "./statements.ts";
import { readSuiteReport } from "./suite-report.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const text = (path: string): Promise<string> => readFile(at(path), "utf8");
const dist = at("../dist");
const spec = "../../../spec";

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const keys = "../../../packages/signature/fixtures/keys";
const { document, file, controlFile, pushExample, remove } = await messageDocument(
  at(spec),
  at(`${keys}/merchant.pkcs8.pem`),
);
const publicKey = await text(`${keys}/merchant.spki.pem`);
const [messages, control] = await Promise.all([
  renderReference(file, "Mini Program Messages"),
  renderReference(controlFile, "Control API of the server stub"),
]);
await remove();
await writeFile(`${dist}/index.html`, withNavigation(messages, "index"));
await writeFile(`${dist}/control.html`, withNavigation(control, "control"));

const examples = new Map<string, string>();
for (const name of await readdir(at(`${spec}/examples`))) examples.set(name, await text(`${spec}/examples/${name}`));

const blocks: Blocks = {
  example: (name) => ["```json", examples.get(name)?.trimEnd() ?? missingExample(name), "```"].join("\n"),
  "result-codes": () => resultCodeTables(document),
  "signing-example": () => workedExample(pushExample),
  "signing-diagnose": () => diagnoseExample(pushExample, publicKey),
  "signing-openssl": () => opensslExample(pushExample),
};
const { statements }: { statements: Statement[] } = parse(await text(`${spec}/statements.yaml`));
const errata = await text(`${spec}/errata.md`);
const generated: Readonly<Record<string, string>> = {
  errata: withTitles(errata),
  statements: statementLists(statements, errataOf(errata), await readSuiteReport(process.argv[2])),
};
for (const page of pages.filter(({ name }) => name !== "index" && name !== "control")) {
  const source = generated[page.name] ?? (await text(`../../guides/${page.name}.md`));
  const content = renderGuide(source, blocks);
  await writeFile(`${dist}/${page.name}.html`, guidePage(page, content, contentsOf(content)));
}
await copyFile(at("site.css"), `${dist}/site.css`);

function missingExample(name: string): never {
  throw new Error(`A guide shows spec/examples/${basename(name)}, which does not exist.`);
}
