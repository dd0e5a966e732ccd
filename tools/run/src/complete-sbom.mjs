// Adds to a bill of materials what a package carries inside its bundle, where npm does not see it; its notices name all of that. Leaves
// out where the tarballs lay on the machine that made it.
// complete-sbom.mjs <THIRD_PARTY_NOTICES.txt of an installed package>... < sbom.json > sbom.json
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { carriedBy, ofRelease, withCarried, withoutPlaces } from "./bill-of-materials.mjs";

const files = process.argv.slice(2);
const carriers = files.map((file) => {
  const { name, version } = JSON.parse(readFileSync(join(dirname(file), "package.json"), "utf8"));
  return { name, version, carried: carriedBy(readFileSync(file, "utf8")) };
});
const bill = withoutPlaces(withCarried(JSON.parse(readFileSync(0, "utf8")), carriers));
const release = { name: "miniprogram-messages", version: carriers[0]?.version ?? "0.0.0", license: "MIT" };
process.stdout.write(`${JSON.stringify(ofRelease(bill, release), null, 2)}\n`);
