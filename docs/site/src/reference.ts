import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { navigationHeight } from "./layout.ts";
import { redocly, redoclyEnvironment } from "./redocly.ts";

const run = promisify(execFile);

const picture = (content: string): string => `data:image/svg+xml,${encodeURIComponent(content)}`;

/** A mark in place of Redoc's logo, which would come from a content delivery network; `site.css` writes the name beside it. */
const mark = picture(
  '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><path d="M3 2h10v12H3zM6 6h4M6 9h4" fill="none" stroke="#5b8def" stroke-width="1.5"/></svg>',
);
const nothing = picture('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');

// Redoc shows the languages that it is told of: those of our samples, in our order, and the plain body.
const options = {
  openapi: {
    scrollYOffset: navigationHeight,
    jsonSamplesExpandLevel: 4,
    codeSamples: { languages: ["curl", "TypeScript client", "fetch", "Payload"].map((lang) => ({ lang })) },
  },
};

const withoutOutsidePictures = (html: string): string =>
  html
    .replaceAll(/https:\/\/cdn\.redoc\.ly\/redoc\/logo[A-Za-z0-9./_-]+/g, mark)
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
  const config = join(folder, "redocly.yaml");
  const flags = ["--inlineBundle", "--title", title, "--output", page, "--config", config];
  try {
    await writeFile(config, stringify(options));
    await run(process.execPath, [redocly, "build-docs", document, ...flags], { env: redoclyEnvironment });
    return withoutOutsidePictures(await readFile(page, "utf8"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
