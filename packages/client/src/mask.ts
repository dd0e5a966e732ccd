/** Shorter ones are no secrets, and stand in every other word. */
const SHORTEST = 6;

/**
 * What may be seen of a text that the platform wrote: without the accessToken of the request, which some platforms repeat in
 * their messages, as it is and as JSON writes it.
 */
export const withoutToken = (token: string): ((text: string) => string) => {
  if (token.length < SHORTEST) return String;
  const inJson = JSON.stringify(token).slice(1, -1);
  return (text) => text.replaceAll(token, "****").replaceAll(inJson, "****");
};
