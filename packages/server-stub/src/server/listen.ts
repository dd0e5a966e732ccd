import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Socket } from "node:net";
import { StubError } from "../model/errors.js";
import type { StubApp } from "../gateway/app.js";
import { answerWithout } from "../gateway/gateway.js";
import type { Guard } from "../gateway/guard.js";
import { type Wire, sendAnswer } from "../gateway/wire.js";
import { admit } from "./admission.js";
import { bind } from "./bind.js";
import { type Address, GRACE, HEADERS_TIMEOUT, type Listening, REQUEST_TIMEOUT } from "./listening.js";
import { type Exchange, answerUnreadable, noteHandshake, refuseTunnel } from "./unreadable.js";
import { clearInterval, clearTimeout, setInterval, setTimeout } from "../model/real-time.js";

/** How often slow clients are looked for, in ms. */
const SLOWNESS_CHECK = 2000;

/** An import of it would read all that it exports, and so load the WebSocket and the fetch that it passes on. */
const { createServer } = process.getBuiltinModule("node:http");

/** How often connections that have become idle are looked for while closing, in ms. */
const IDLE_CHECK = 20;

/** Time for a connection that was opened just now to send something, in ms. */
const FIRST_WORDS = 200;

const closeServer = (server: Server | HttpsServer, sockets: ReadonlySet<Socket>, grace: number): Promise<void> =>
  new Promise((resolve) => {
    const over = setTimeout(() => server.closeAllConnections(), grace);
    // A connection whose answer has just ended is kept alive by its client, and would hold everything up.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK);
    // Browsers open connections that they may never use; to Node they are not idle.
    setTimeout(() => {
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }, FIRST_WORDS).unref();
    server.close(() => {
      clearTimeout(over);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });

/** Addresses of every interface are none that a browser could open. */
const OPENABLE: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };

const hostOfUrl = (host: string, bound: string): string =>
  OPENABLE[bound] ?? (host.includes(":") && !host.startsWith("[") ? `[${host}]` : host);

const OPTIONS = {
  requireHostHeader: false,
  headersTimeout: HEADERS_TIMEOUT,
  requestTimeout: REQUEST_TIMEOUT,
  connectionsCheckingInterval: SLOWNESS_CHECK,
  noDelay: true,
} as const;

/** @throws StubError `OPTION_ILLEGAL` for a certificate and a key that are none, or do not belong together. */
const createServerOf = async ({ tls }: Address, handle: RequestListener): Promise<Server | HttpsServer> => {
  if (!tls) return createServer(OPTIONS, handle);
  // Loaded for those who serve HTTPS.
  const { createServer: createHttpsServer } = process.getBuiltinModule("node:https");
  const { pairProblem } = await import("./tls-pair.js");
  const problem = pairProblem(tls.cert, tls.key);
  if (problem === undefined) return createHttpsServer({ ...OPTIONS, ...tls }, handle);
  throw new StubError("OPTION_ILLEGAL", "tls: must be a certificate and its private key, both PEM", problem);
};

/** Serves the app on a real socket. Port 0 takes a free one. */
export const listen = async (app: StubApp, guard: Guard, address: Address): Promise<Listening> => {
  /** For what Node has read but no URL can be made of. */
  const answerUnknown = (): Response => {
    guard.refusals.add({ method: "", uri: "" }, { status: 200, field: "path", rule: "is none that a URL could have" });
    return sendAnswer(answerWithout("INVALID_API"), {});
  };
  const loadListener = async () => {
    const { getRequestListener } = await import("@hono/node-server");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of its two kinds of request, this server has the one of HTTP/1
    return getRequestListener((request, env) => app.fetch(request, env as Wire), {
      overrideGlobalObjects: false,
      autoCleanupIncoming: false,
      // For a request of HTTP/1.0 that names none.
      hostname: "localhost",
      errorHandler: answerUnknown,
    });
  };
  // Loading this, and what it asks of Node, takes longer than anything else at start, and calls of the API do without.
  let listener: ReturnType<typeof loadListener> | undefined;
  const answerOther = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      await (
        await (listener ??= loadListener())
      )(incoming, outgoing);
    } catch (error) {
      // What could not be loaded may be there again.
      listener = undefined;
      app.fail(outgoing, error);
    }
  };
  const sockets = new Set<Socket>();
  /** The newest request of each connection. */
  const exchanges = new WeakMap<Socket, Exchange>();
  const unreadable = new WeakSet<Socket>();
  let isClosing = false;
  const isAdmitted = (incoming: IncomingMessage, outgoing: ServerResponse): boolean => {
    exchanges.set(incoming.socket, { incoming, outgoing });
    if (isClosing) outgoing.setHeader("connection", "close");
    return admit(guard, incoming, outgoing);
  };
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (!app.serve(incoming, outgoing)) void answerOther(incoming, outgoing);
  };
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (isAdmitted(incoming, outgoing)) answer(incoming, outgoing);
  };
  const server = await createServerOf(address, handle);
  // An expectation that Node does not know is none of ours: it would answer 417.
  server.on("checkExpectation", handle);
  // Whoever waits before it sends a body is told at once that nobody wants it.
  server.on("checkContinue", (incoming, outgoing) => {
    if (!isAdmitted(incoming, outgoing)) return;
    outgoing.writeContinue();
    answer(incoming, outgoing);
  });
  server.on("connect", (_incoming, socket) => refuseTunnel(guard, socket));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", (error) => noteHandshake(guard, error));
  server.on("clientError", (error, socket: Socket) => {
    // What follows is as little readable.
    if (unreadable.has(socket)) return;
    unreadable.add(socket);
    answerUnreadable(guard, error, socket, exchanges.get(socket));
  });
  await bind(server, address);
  const bound = server.address();
  const { port, address: own } = typeof bound === "object" && bound ? bound : { ...address, address: address.host };
  return {
    host: address.host,
    port,
    url: `${address.tls ? "https" : "http"}://${hostOfUrl(address.host, own)}:${port}`,
    close: (grace = GRACE) => {
      isClosing = true;
      return closeServer(server, sockets, grace);
    },
  };
};
