import { readFileSync } from "node:fs";
import nodeModule from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const NAME = "@miniprogram-messages/server-stub";

const isThisPackage = (folder: URL): boolean => {
  try {
    return Object(JSON.parse(readFileSync(new URL("package.json", folder), "utf8"))).name === NAME;
  } catch {
    return false;
  }
};

/** One up from the bundle in `dist`, two from this file in `src`. A bundler may leave any address here, or none. */
const besides = (module: string | undefined): readonly URL[] => {
  try {
    return ["../", "../../"].map((path) => new URL(path, module));
  } catch {
    return [];
  }
};

/** In a bundle of somebody else's the code has left the package, which may still be installed where the program runs. */
const installed = (): URL | undefined => {
  try {
    // By its full name: webpack reads `createRequire` as its own, and warns of an argument that it cannot know.
    const schema = nodeModule.createRequire(join(process.cwd(), "package.json")).resolve(`${NAME}/config.schema.json`);
    return new URL("../", pathToFileURL(schema));
  } catch {
    return undefined;
  }
};

let found: URL | undefined;

/** Folder of this package; undefined where it has been bundled and only the bundle is there. */
export const packageRoot = (): URL | undefined =>
  (found ??= besides(import.meta.url).find(isThisPackage) ?? installed());
