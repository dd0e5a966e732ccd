/** Open nodes of the parser; a configuration has about fifteen. What is deeper takes the composer of YAML minutes, or all of the stack. */
export const DEEPEST = 60;

/** In YAML each name of a map is compared with all the others; whatever the notation, each that is unknown is an issue. */
export const MOST_NAMES = 1000;

/** What has more is no configuration, and no other body of the control API. */
export const TOO_MANY_NAMES = `has more than ${MOST_NAMES} names in one place`;

/** Characters of a file; ten thousand users have two million. */
export const LONGEST = 16 * 1024 * 1024;
