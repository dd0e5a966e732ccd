import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { redocly, redoclyEnvironment } from "./redocly.ts";

const run = promisify(execFile);

const picture = (content: string): string => `data:image/svg+xml,${encodeURIComponent(content)}`;

/** Redoc's name as text: its own logo would come from a content delivery network. */
const wordmark = picture(
  '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="14"><text y="11" font-family="sans-serif" font-size="12" font-weight="bold" fill="#4a78d0">Redoc</text></svg>',
);
const nothing = picture('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');

const withoutOutsidePictures = (html: string): string =>
  html
    .replaceAll(/https:\/\/cdn\.redoc\.ly\/redoc\/logo[A-Za-z0-9./_-]+/g, wordmark)
    .replaceAll(/https:\/\/cdn\.redocly\.com\/[A-Za-z0-9./_-]+/g, nothing);

/**
 * Renders one OpenAPI document to one HTML page that needs nothing else: Redoc's script is inside it.
 *
 * @param document path of the OpenAPI document
 * @param title title of the page
 * @throws when the document cannot be rendered; the message is Redocly's own
 */
export const renderReference = async (document: string, title: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "reference-"));
  const page = join(folder, "index.html");
  const flags = ["--inlineBundle", "--title", title, "--output", page];
  try {
    await run(process.execPath, [redocly, "build-docs", document, ...flags], { env: redoclyEnvironment });
    return withoutOutsidePictures(await readFile(page, "utf8"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
