const CODINGS = /\b(?:gzip|compress|deflate|br|zstd)\b/i;

/** Whether a Content-Encoding names one that packs. Others stand there by mistake, such as `utf-8`, and change no byte. */
export const isCoded = (contentEncoding: string | undefined): boolean =>
  contentEncoding !== undefined && CODINGS.test(contentEncoding);

/** The rule, in words. */
export const UNCODED = "is not supported; send the body as it is, without a content coding";
