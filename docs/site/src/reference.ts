import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const redocly = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");
const run = promisify(execFile);

/** Redoc asks a content delivery network for its own logo and icons; a transparent picture takes their place. */
const noPicture = "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%221%22 height=%221%22/%3E";
const outsidePicture = /https:\/\/cdn\.redoc(?:ly\.com|\.ly)\/[A-Za-z0-9./_-]+/g;

/**
 * Renders one OpenAPI document to one HTML page that needs nothing else: Redoc's script is inside it.
 *
 * @param document path of the OpenAPI document
 * @param title title of the page
 * @throws when the document cannot be rendered; the message is Redocly's own
 */
export async function renderReference(document: string, title: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "reference-"));
  const page = join(folder, "index.html");
  try {
    await run(
      process.execPath,
      [redocly, "build-docs", document, "--inlineBundle", "--title", title, "--output", page],
      {
        env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      },
    );
    return (await readFile(page, "utf8")).replaceAll(outsidePicture, noPicture);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
