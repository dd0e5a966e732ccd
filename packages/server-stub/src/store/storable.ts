/**
 * A text as databases can keep it: PostgreSQL takes no NUL, and neither engine tells lone surrogates apart. JSON escapes
 * both, so two different texts stay two.
 */
export const storable = (text: string): string => JSON.stringify(text);
