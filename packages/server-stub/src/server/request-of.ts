type Input = Parameters<typeof fetch>[0];

/** The signal of another realm or library, such as that of a test environment with a DOM, is none to Node's `Request`. */
const ownSignal = (signal: EventTarget & Pick<AbortSignal, "aborted" | "reason">): AbortSignal => {
  if (signal instanceof AbortSignal) return signal;
  const following = new AbortController();
  const follow = (): void => following.abort(signal.reason);
  if (signal.aborted) follow();
  else signal.addEventListener("abort", follow, { once: true });
  return following.signal;
};

const withOwnSignal = (init: RequestInit | undefined): RequestInit | undefined =>
  init?.signal ? { ...init, signal: ownSignal(init.signal) } : init;

/** Taken apart and made anew, since Node's `Request` takes none of another class for one. */
const remade = async (request: Request): Promise<Request> => {
  const { url, method, signal } = request;
  const body = method === "GET" || method === "HEAD" ? null : await request.arrayBuffer();
  return new Request(url, { method, headers: [...request.headers], body, signal: signal ? ownSignal(signal) : null });
};

const isForeign = (input: Input): input is Request =>
  typeof input === "object" && !(input instanceof Request) && "method" in input;

/** What `fetch` was given, as a request of this process. */
export const requestOf = async (input: Input, init?: RequestInit): Promise<Request> =>
  new Request(isForeign(input) ? await remade(input) : input, withOwnSignal(init));
