import { createReadStream } from "node:fs";
import type { Config } from "../model/config.js";
import { whyUnreadable } from "../model/unreadable-file.js";
import { LONGEST } from "./bounds.js";
import { refuse } from "./config-refusal.js";
import { judgeApart } from "./config-thread.js";

/** What has more has more characters than are read, in whatever encoding. */
const mostBytes = 4 * LONGEST;

const readBytes = async (file: string): Promise<Buffer> => {
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of createReadStream(file)) {
      pieces.push(piece);
      size += piece.length;
      // Some have no end.
      if (size > mostBytes) break;
    }
    return Buffer.concat(pieces);
  } catch (cause) {
    throw refuse(file, undefined, whyUnreadable(cause), cause);
  }
};

/** A file that fits into a moment of whoever waits. Starting a thread takes longer than judging it. */
const SMALL = 32 * 1024;

/**
 * Reads a configuration file; what is large is parsed and judged in a thread of its own.
 *
 * @param closing ends it
 * @throws StubError `CONFIG_ILLEGAL` naming file, line and rule.
 */
export const readConfigFile = async (file: string, closing?: AbortSignal): Promise<Config> => {
  const bytes = await readBytes(file);
  const config = bytes.length > SMALL ? await judgeApart({ file, bytes }, closing) : undefined;
  // The YAML parser and the schemas load for this thread only when it needs them.
  return config ?? (await import("./config-text.js")).judgeFile(file, bytes);
};
