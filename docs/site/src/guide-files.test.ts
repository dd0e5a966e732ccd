import { readFile, readdir } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { messageDocument } from "./document.ts";
import { SAMPLE_KEY_FILE, SPEC_FOLDER, guideBlocks } from "./guide-blocks.ts";
import { type Blocks, refreshGuide } from "./guide.ts";

const guides = new URL("../../guides/", import.meta.url);
const files = (await readdir(guides)).filter((file) => file.endsWith(".md"));

let blocks: Blocks = {};
beforeAll(async () => {
  const document = await messageDocument(SPEC_FOLDER, SAMPLE_KEY_FILE);
  blocks = await guideBlocks(document);
  await document.remove();
});

test.each(files)("%s shows what the spec says now; if not: node docs/site/src/refresh-guides.ts", async (file) => {
  const written = await readFile(new URL(file, guides), "utf8");
  expect(written).toBe(refreshGuide(written, blocks));
});
