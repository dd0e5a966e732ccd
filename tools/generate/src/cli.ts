import { generateInto } from "./command.ts";
import { GenerateError } from "./failure.ts";

try {
  for (const line of await generateInto(process.argv.slice(2))) console.log(line);
} catch (error) {
  if (!(error instanceof GenerateError)) {
    throw error;
  }
  console.error(`generate: ${error.message}`);
  process.exitCode = 1;
}
