// Writes THIRD_PARTY_NOTICES.txt: the licences of what the bundle, the inbox page and the docs site carry of others. Run last.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { accounts } from "./bundled.mjs";

// The reference of the docs site is Redoc, which comes inside the Redocly CLI, with the notices of what that bundles.
const fromDocs = createRequire(createRequire(import.meta.url).resolve("@miniprogram-messages/docs-site/package.json"));
const redocly = dirname(fromDocs.resolve("@redocly/cli/package.json"));

const notices = [...accounts(), redocly].map((folder) => {
  const { name, version, license, author, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|third_party_notices)/i.test(file));
  if (license === undefined) throw new Error(`${name} does not say under which licence it is`);
  const text = texts.toSorted().map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (!texts.some((file) => /^licen[cs]e/i.test(file))) text.unshift(manifestAlone(author, repository));
  return { title: `${name} ${version} (${license})`, text: text.join("\n\n") };
});
const unique = new Map(notices.map(({ title, text }) => [title, text]));
const sections = [...unique].toSorted(([one], [other]) => (one < other ? -1 : 1));
writeFileSync(
  new URL("../THIRD_PARTY_NOTICES.txt", import.meta.url),
  [
    "This package carries code of others, in dist/*.cjs, dist/*.js, dist/inbox and dist/docs, under these licences:",
    ...sections.map(([title, text]) => `${"-".repeat(80)}\n${title}\n\n${text}`),
  ].join("\n\n") + "\n",
);

function manifestAlone(author, repository) {
  const by = typeof author === "string" ? author : author?.name;
  return `Published without the text of its licence${by === undefined ? "" : `, by ${by}`}; source: ${repository?.url ?? repository}`;
}
