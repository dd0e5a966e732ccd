import { scenario } from "./scenario.mjs";

console.log(JSON.stringify(await scenario()));
