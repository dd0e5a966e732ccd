import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The root of the repository. */
export const repository = at("../../../");

/** Address that every sample names; the tests put a stub's own in its place. */
export const printedOrigin = "http://127.0.0.1:4010";

const keys = join(repository, "packages/signature/fixtures/keys");

/** The published public half of the key that signs the samples, base64 SPKI. */
export const merchantPublicKey = readFileSync(join(keys, "merchant.spki.pem"), "utf8").replaceAll(
  /-----.*-----|\s/g,
  "",
);

/** A fenced block of a page. */
export interface Snippet {
  readonly language: string;
  readonly text: string;
}

/** The blocks of a Markdown page. */
export const markdownSnippets = (page: string): Snippet[] =>
  [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({ language, text }));

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

/** The text of highlighted code. */
const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/&(#x27|[a-z]+);/g, (entity, name: string) => entities[name] ?? entity)
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(+code));

/** The blocks of a rendered guide: those of its Markdown, and those that the build fills in. */
export const guideSnippets = (html: string): Snippet[] =>
  [...html.matchAll(/<pre tabindex="0"><code(?: class="language-(\w+)")?>(.*?)<\/code><\/pre>/gs)].map(
    ([, language = "", text = ""]) => ({ language, text: `${plain(text)}\n` }),
  );

/** A folder to run samples in: inside this package, so that they find what they import, with the keys that they read. */
export const sampleFolder = (): string => {
  const reports = at("../reports/");
  mkdirSync(reports, { recursive: true });
  const folder = mkdtempSync(join(reports, "samples-"));
  for (const name of ["merchant.pem", "merchant.pkcs8.pem", "key.pem"]) {
    cpSync(join(keys, "merchant.pkcs8.pem"), join(folder, name));
  }
  return folder;
};

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export const run = (command: string, args: readonly string[], cwd: string): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(command, [...args], { cwd }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });

/** Runs TypeScript as Node.js runs it, from a file in `folder`. */
export const runTypeScript = (code: string, folder: string, name = "sample.ts"): Promise<Ended> => {
  writeFileSync(join(folder, name), code);
  return run(process.execPath, ["--disable-warning=ExperimentalWarning", name], folder);
};

/** Whether the machine has a command. */
export const hasCommand = (name: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));

/** The commands of a shell block: a line that ends in a backslash goes on. */
export const commandsOf = (text: string): string[] =>
  text
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.replace(/(^|\s)#\s.*$/, "").trim())
    .filter((line) => line !== "");

/** The words of a command, its quotes resolved. */
export const wordsOf = (command: string): string[] =>
  [...command.matchAll(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, single, double, escaped) => single ?? double ?? escaped),
  );

const flagValues = (words: readonly string[], flag: string): string[] =>
  words.flatMap((word, index) => (word === flag ? [words[index + 1] ?? ""] : []));

/** Sends with `fetch` what a curl command says, for machines without curl and as a second opinion on the others. */
export const fetchLikeCurl = async (command: string, folder: string): Promise<string> => {
  const words = wordsOf(command);
  const url = words.find((word) => word.startsWith("http")) ?? "";
  const headers = flagValues(words, "--header").map((header): [string, string] => {
    const colon = header.indexOf(":");
    return [header.slice(0, colon), header.slice(colon + 1).trim()];
  });
  const [data] = flagValues(words, "--data");
  if (data === undefined) return (await fetch(url, { headers })).text();
  // curl leaves out the line breaks of a file that it sends with --data.
  const body = data.startsWith("@")
    ? readFileSync(join(folder, data.slice(1)), "utf8").replaceAll(/[\r\n]/g, "")
    : data;
  return (await fetch(url, { method: "POST", headers, body })).text();
};

/** Answers of a curl command: by curl itself where there is one, and by `fetch`. */
export const answersOf = async (command: string, folder: string): Promise<unknown[]> => {
  const texts = [await fetchLikeCurl(command, folder)];
  if (hasCommand("curl"))
    texts.push((await run("sh", ["-c", command.replace("curl", "curl --silent --show-error")], folder)).stdout);
  return texts.map((text): unknown => JSON.parse(text));
};

/** Starts a command that keeps serving; resolves with its address once it says `ready`, and a way to end it. */
export const serve = (script: string, args: readonly string[], cwd: string) =>
  new Promise<{ url: string; stop: () => Promise<void> }>((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    const stop = (): Promise<void> => {
      child.kill("SIGTERM");
      return ended;
    };
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const url = /^ready (http\S+)$/m.exec(said)?.[1];
      if (url === undefined) return;
      resolve({ url, stop });
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it was ready: ${said}`)));
  });
