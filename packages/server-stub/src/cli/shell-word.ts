/** A text as a shell takes it for one word, so that what is printed can be pasted. */
export const shellWord = (text: string, platform: string = process.platform): string => {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (platform === "win32") return `"${text}"`;
  return `'${text.replaceAll("'", "'\\''")}'`;
};
