import { tooOld } from "./node-version.js";

if (tooOld !== undefined) throw new Error(tooOld);
