/**
 * The address that a link may lead to: http and https alone, and written as the browser will take it, so that neither a
 * look-alike host nor a direction mark can pass for another one.
 */
export const safeAddress = (text: string): string | undefined => {
  if (!/^https?:\/\//i.test(text)) return undefined;
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
  } catch {
    return undefined;
  }
};

/** Text cut where web addresses begin and end; every second part is an address. */
export const cutAtAddresses = (text: string): readonly string[] => text.split(/(https?:\/\/[^\s<>"']+)/gi);
