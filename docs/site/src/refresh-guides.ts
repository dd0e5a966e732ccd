// Writes into the guides what is made of the spec and has to be there for whoever reads the files themselves: the samples, the
// signed example, the tables of result codes. A test says when they are out of date.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { messageDocument } from "./document.ts";
import { SAMPLE_KEY_FILE, SPEC_FOLDER, guideBlocks } from "./guide-blocks.ts";
import { refreshGuide } from "./guide.ts";

const guides = fileURLToPath(new URL("../../guides/", import.meta.url));
const document = await messageDocument(SPEC_FOLDER, SAMPLE_KEY_FILE);
const blocks = await guideBlocks(document);
await document.remove();
for (const name of (await readdir(guides)).filter((file) => file.endsWith(".md"))) {
  const written = await readFile(guides + name, "utf8");
  const fresh = refreshGuide(written, blocks);
  if (fresh === written) continue;
  await writeFile(guides + name, fresh);
  process.stdout.write(`docs/guides/${name}\n`);
}
