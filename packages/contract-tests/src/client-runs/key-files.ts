import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { privatePem, publicPem, type Identity } from "./identity.js";

/** The keys of a run as files, for its owner alone; gone when the run ends. */
export interface KeyFiles {
  readonly of: (identity: Identity) => { readonly privateKey: string; readonly platformPublicKey: string };
  readonly remove: () => void;
}

export const createKeyFiles = (): KeyFiles => {
  const folder = mkdtempSync(join(tmpdir(), "contract-client-"));
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  return {
    of: (identity) => ({
      privateKey: write(`${identity.clientId}.pem`, privatePem(identity.client)),
      platformPublicKey: write(`${identity.clientId}.platform.pem`, publicPem(identity.platform)),
    }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
