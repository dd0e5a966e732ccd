// `npm run bench [group …]`: measures the groups named (all by default) and rewrites their tables in README.md.
import { readFile, writeFile } from "node:fs/promises";
import { groups } from "./groups.ts";
import { report } from "./table.ts";

const readme = new URL("../README.md", import.meta.url);
const wanted = process.argv.slice(2);
const isPartOf = (group: string, name: string): boolean => group === name || group.startsWith(`${name}/`);
const unknown = wanted.filter((name) => !Object.keys(groups).some((group) => isPartOf(group, name)));
if (unknown.length > 0) {
  console.error(`Unknown group ${unknown.join(", ")}. Groups: ${Object.keys(groups).join(", ")}.`);
  process.exit(2);
}

for (const [name, measure] of Object.entries(groups)) {
  if (wanted.length > 0 && !wanted.some((one) => isPartOf(name, one))) continue;
  console.log(`measuring ${name} …`);
  const text = report([await measure()], new Date());
  console.log(text);
  await writeFile(readme, replaceGroup(await readFile(readme, "utf8"), name, text));
}

/** Puts a group's report between its markers; the rest of the page is hand-written. */
function replaceGroup(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`bench/README.md lacks the markers "${begin}" and "${end}".`);
  return `${page.slice(0, from)}${begin}\n\n${text}\n\n${page.slice(to)}`;
}
