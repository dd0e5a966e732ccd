import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** Below this many bytes a packet carries the answer anyway. */
const WORTH_IT = 1024;

/** A stream of events must not wait for a block to fill. */
const TEXT = /^(?:text\/(?!event-stream)|application\/(?:json|yaml|javascript))|^image\/svg/u;

const onAnotherThread = promisify(gzip);

const takesGzip = (accepted: string | null): boolean =>
  (accepted ?? "").split(",").some((coding) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/iu.test(coding));

/**
 * The answer as its reader takes it: gzip for texts over 1 kB, to whoever accepts that. Answers of the platform's API do
 * not come this way, since their bytes are signed.
 */
export const compressed = async ({ method, headers }: Request, response: Response): Promise<Response> => {
  const type = response.headers.get("content-type") ?? "";
  if (method === "HEAD" || response.body === null || !TEXT.test(type)) return response;
  if (response.headers.has("content-encoding")) return response;
  const bytes = await response.arrayBuffer();
  const answer = new Headers(response.headers);
  // Pages of an allowed origin may read it, others may not.
  answer.append("vary", "Origin, Accept-Encoding");
  const small = bytes.byteLength <= WORTH_IT || !takesGzip(headers.get("accept-encoding"));
  if (!small) answer.set("content-encoding", "gzip");
  answer.delete("content-length");
  return new Response(small ? bytes : Uint8Array.from(await onAnotherThread(bytes)), {
    status: response.status,
    headers: answer,
  });
};
