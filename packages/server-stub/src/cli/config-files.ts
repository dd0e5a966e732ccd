import { existsSync } from "node:fs";

/** Configurations that are taken from the working folder, the first one that is there. */
export const CONFIG_FILES: readonly string[] = ["stub.yaml", "stub.yml", "stub.json"];

/** The configuration in the working folder, and those beside it that are not taken. */
export const findConfigFile = (): { readonly file?: string; readonly others: readonly string[] } => {
  const [file, ...others] = CONFIG_FILES.filter((name) => existsSync(name));
  return file === undefined ? { others } : { file, others };
};
