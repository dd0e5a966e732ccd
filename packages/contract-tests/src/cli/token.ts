import type { Fetch } from "../engine/target.js";

/** `fetch`, with the control API's token on the calls that go there. */
export const withToken =
  (token: string | undefined): Fetch =>
  (input, init) => {
    if (token === undefined || !new URL(input).pathname.startsWith("/_stub/")) return fetch(input, init);
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${token}`);
    return fetch(input, { ...init, headers });
  };
