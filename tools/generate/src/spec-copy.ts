import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SPEC_FOLDER } from "./repository.ts";

/** A copy of the spec that a test may break. */
export interface SpecCopy {
  /** Holds `spec/` alone. */
  readonly folder: string;
  readonly edit: (file: string, from: string | RegExp, to: string) => void;
  readonly remove: (file: string) => void;
  readonly dispose: () => void;
}

const LEFT_OUT = /(?:^|[\\/])(?:node_modules|reports|checks|released|source)$/;

export const copySpec = (): SpecCopy => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "miniprogram-messages-generate-")));
  cpSync(SPEC_FOLDER, join(folder, "spec"), { recursive: true, filter: (path) => !LEFT_OUT.test(path) });
  return {
    folder,
    edit: (file, from, to) => {
      const path = join(folder, file);
      const before = readFileSync(path, "utf8");
      const after = before.replace(from, to);
      if (after === before) {
        throw new Error(`${file} has no ${String(from)} to break`);
      }
      writeFileSync(path, after);
    },
    remove: (file) => rmSync(join(folder, file)),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
};
