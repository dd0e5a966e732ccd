// How the tarballs get into somebody's project. npm finds out by itself that one of them needs another; the others look for that on
// the registry, unless they are told.
const SCOPE = "@miniprogram-messages";

/** Packages that others of the tarballs depend on. */
const NEEDED = ["signature", "client"];

export const MANAGERS = ["npm", "pnpm", "yarn", "bun"];

/** What to do in a project, in order: a text that a file has to hold, or a command. `tarballs` has a path by package. */
export function installSteps(manager, tarballs) {
  const files = Object.values(tarballs).map(shellWord).join(" ");
  const places = NEEDED.map((name) => [`${SCOPE}/${name}`, `file:${tarballs[name]}`]);
  switch (manager) {
    case "pnpm":
      return [
        {
          file: "pnpm-workspace.yaml",
          text: `overrides:\n${places.map(([name, place]) => `  "${name}": "${place}"\n`).join("")}`,
        },
        { command: `pnpm add ${files}` },
      ];
    case "yarn":
    case "bun": {
      const settings = places.map(([name, place]) => shellWord(`resolutions[${name}]=${place}`)).join(" ");
      return [{ command: `npm pkg set ${settings}` }, { command: `${manager} add ${files}` }];
    }
    default:
      return [{ command: `npm install ${files}` }];
  }
}

/** The same for people to read; the last line is a command. */
export const describeSteps = (steps) =>
  steps.map(({ file, text, command }) => (file === undefined ? command : `In ${file}:\n\n${text}`)).join("\n");

function shellWord(text) {
  return /^[\w./:@=\\-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
