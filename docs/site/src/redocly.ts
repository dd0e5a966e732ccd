import { createRequire } from "node:module";

/** Path of the pinned Redocly CLI, to be run with this Node.js. */
export const redocly: string = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");

/** No telemetry, no look for updates: nothing leaves the machine. */
export const redoclyEnvironment: NodeJS.ProcessEnv = {
  ...process.env,
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
};
