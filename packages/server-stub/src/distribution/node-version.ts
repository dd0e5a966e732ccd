const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

/** What to say on a Node that is too old; undefined on any other. */
export const tooOld: string | undefined =
  major > 22 || (major === 22 && minor >= 13)
    ? undefined
    : `server-stub needs Node 22.13 or newer; this is ${process.versions.node}`;
