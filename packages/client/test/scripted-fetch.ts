import type { Fetch } from "../src/index.js";

export interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  readonly init: RequestInit;
}

export type Step = string | Error | Response | ((sent: Sent) => Promise<Response> | Response);

const play = (step: Step, sent: Sent): Promise<Response> | Response => {
  if (typeof step === "function") return step(sent);
  if (step instanceof Error) throw step;
  return typeof step === "string" ? new Response(step) : step.clone();
};

/** A `fetch` that plays one step per request, the last one for ever, and keeps what was sent. */
export const scriptedFetch = (...steps: readonly Step[]): { readonly fetch: Fetch; readonly sent: readonly Sent[] } => {
  const sent: Sent[] = [];
  const fetch: Fetch = async (url, init) => {
    const request = new Request(url, init);
    const entry = { url, init, headers: request.headers, body: await request.text() };
    sent.push(entry);
    const step = steps[Math.min(sent.length, steps.length) - 1];
    if (step === undefined) throw new Error("the script has no step");
    return play(step, entry);
  };
  return { fetch, sent };
};
