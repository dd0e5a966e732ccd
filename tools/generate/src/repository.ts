import { fileURLToPath } from "node:url";

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The root of the repository. */
export const ROOT_FOLDER = at("");

export const SPEC_FOLDER = at("spec");
