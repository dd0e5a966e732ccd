/** A name as SQL writes it, since this is to be copied. */
export const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
