import { existsSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { makePlatformKey } from "../gateway/platform-key.js";
import { codeOf } from "../model/error-code.js";
import { StubError } from "../model/errors.js";
import { shortenPath } from "../model/shorten.js";
import { privateKeyPem } from "./pem.js";
import { shellWord } from "./shell-word.js";
import { makeFolder } from "../store/make-folder.js";

interface ClientKey {
  readonly pem: string;
  /** SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
  /** The configuration that seeds it. */
  readonly clients: string;
}

const makeClientKey = async (): Promise<ClientKey> => {
  const { keyVersion, privateKey, publicKey } = await makePlatformKey();
  const clients = `clients:
  - clientId: CLIENT_1
    keys:
      - keyVersion: "${keyVersion}"
        publicKey: ${publicKey}
`;
  return { pem: privateKeyPem(privateKey), publicKey, clients };
};

/** A key pair for a client, and the lines that seed it. */
export const keygenText = async (): Promise<string> => {
  const { pem, publicKey, clients } = await makeClientKey();
  return `${pem}\n${publicKey}\n\n${clients.trimEnd()}`;
};

const configText = (
  clients: string,
): string => `# Demands that every request is signed with merchant.pem, as Client-Id CLIENT_1.
# Start with: server-stub --config stub.yaml
${clients}policies:
  signature: required
`;

const refuse = (file: string, rule: string, cause?: unknown): StubError =>
  new StubError("OPTION_ILLEGAL", `--out: ${shortenPath(file)} ${rule}`, cause);

const THERE = "is there already, and nothing is overwritten; name another folder";

/** Never over a file that is there: a key that is lost is lost. */
const write = async (file: string, text: string, mode: number): Promise<void> => {
  try {
    await writeFile(file, text, { flag: "wx", mode });
  } catch (cause) {
    const isThere = codeOf(cause) === "EEXIST";
    throw refuse(file, isThere ? THERE : "cannot be written", cause);
  }
};

/** A private key belongs into no repository. A folder in which somebody else keeps files stays its owner's. */
const IGNORE = "# Keys stay out of version control.\n*\n";

/**
 * Writes `merchant.pem` (private), `merchant.pub` (base64 SPKI) and a `stub.yaml` that works as it is; in a folder of their own
 * also a `.gitignore` for them.
 *
 * @returns what to say about it.
 * @throws StubError `OPTION_ILLEGAL` when one of them is there already, or cannot be written.
 */
export const writeKeys = async (folder: string): Promise<string> => {
  const { pem, publicKey, clients } = await makeClientKey();
  let isTheirs = true;
  try {
    makeFolder(resolve(folder));
    isTheirs = readdirSync(folder).length === 0;
  } catch (cause) {
    throw refuse(folder, "cannot be made into a folder; name another one", cause);
  }
  const [config, privateFile, publicFile] = [
    join(folder, "stub.yaml"),
    join(folder, "merchant.pem"),
    join(folder, "merchant.pub"),
  ];
  // All or nothing: half of a pair beside another half verifies nothing.
  const taken = [config, privateFile, publicFile].find((file) => existsSync(file));
  if (taken !== undefined) throw refuse(taken, THERE);
  await write(config, configText(clients), 0o644);
  await write(privateFile, pem, 0o600);
  await write(publicFile, `${publicKey}\n`, 0o644);
  if (isTheirs) await write(join(folder, ".gitignore"), IGNORE, 0o644);
  const secret = isTheirs ? "" : "; keep it out of version control";
  return `${privateFile}  private key: the client signs with it, as Client-Id CLIENT_1, keyVersion 1${secret}
${publicFile}  its public half
${config}  configuration: server-stub --config ${shellWord(config)}`;
};
