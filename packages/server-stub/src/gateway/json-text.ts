import { isUtf8 } from "node:buffer";

/** What bytes hold, or why they are no JSON. */
export interface JsonText {
  /** Empty when it is no text. */
  readonly text: string;
  readonly value?: unknown;
  readonly broken?: string;
}

const MARK = "\u{FEFF}";

/** Reads bytes as JSON. Never throws. */
export const readJsonText = (bytes: Uint8Array): JsonText => {
  if (!isUtf8(bytes)) return { text: "", broken: "must be valid UTF-8" };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  try {
    const value: unknown = JSON.parse(text);
    return { text, value };
  } catch {
    return { text, broken: `must be valid JSON${text.startsWith(MARK) ? ", without a byte order mark" : ""}` };
  }
};
