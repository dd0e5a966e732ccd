/** Text from UTF-8. Jest's jsdom and some engines of React Native have no `TextDecoder`. */
export const textOf = (bytes: Uint8Array): string => {
  if (typeof TextDecoder === "function") return new TextDecoder().decode(bytes);
  let escaped = "";
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, "0")}`;
  return decodeURIComponent(escaped);
};
