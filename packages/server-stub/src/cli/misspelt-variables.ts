import { nearest } from "../model/nearest.js";
import { type Environment, SETTINGS, type Setting } from "./settings.js";

/** Variables that look like one of the stub's and are none, each with the one that was probably meant. */
export const misspeltVariables = (environment: Environment): readonly string[] => {
  const settings: readonly Setting[] = Object.values(SETTINGS);
  const known = settings.map(({ variable }) => variable);
  return Object.keys(environment)
    .filter((name) => name.startsWith("STUB_") && !known.includes(name))
    .flatMap((name) => {
      const near = nearest(name, known);
      return near === undefined ? [] : [`${name} is not read; did you mean ${near}?`];
    });
};
