import { isUtf8 } from "node:buffer";

/** What bytes hold, or why they are no JSON. */
export interface JsonText {
  /** Empty when it is no text. */
  readonly text: string;
  readonly value?: unknown;
  readonly broken?: string;
}

const MARK = "\u{FEFF}";

/** The text that bytes are; undefined when they are none. */
export const readText = (bytes: Uint8Array): string | undefined =>
  isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString() : undefined;

/** Reads a text as JSON. Never throws. */
export const parseText = (text: string | undefined): JsonText => {
  if (text === undefined) return { text: "", broken: "must be valid UTF-8" };
  try {
    const value: unknown = JSON.parse(text);
    return { text, value };
  } catch {
    return { text, broken: `must be valid JSON${text.startsWith(MARK) ? ", without a byte order mark" : ""}` };
  }
};

/** Reads bytes as JSON. Never throws. */
export const readJsonText = (bytes: Uint8Array): JsonText => parseText(readText(bytes));
