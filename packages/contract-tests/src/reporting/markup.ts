const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// Control characters other than tab and line breaks are illegal in XML, escaped or not.
// eslint-disable-next-line no-control-regex
const illegal = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;

/** Text for XML and HTML, attribute values included. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll(illegal, "\uFFFD").replaceAll(/[&<>"']/gu, (character) => entities[character] ?? character);
