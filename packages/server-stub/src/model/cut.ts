/** At most so many UTF-16 units of a text. A copy: a slice would keep the whole text alive. */
export const cut = (text: string, length: number): string =>
  text.length > length ? Buffer.from(text.slice(0, length)).toString() : text;
