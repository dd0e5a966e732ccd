import type { Server } from "node:net";
import { StubError } from "../model/errors.js";

/** Where to listen. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

const explain = (error: NodeJS.ErrnoException, { host, port }: Place): StubError => {
  const texts: Record<string, string> = {
    EADDRINUSE: `port ${port} is taken on ${host}; choose another one`,
    EACCES: `port ${port} is not allowed for this user; choose one above 1023`,
    EADDRNOTAVAIL: `${host} is no address of this machine; choose another one`,
    ENOTFOUND: `${host} is not known; choose another one`,
    EAI_AGAIN: `${host} cannot be looked up now; choose another one`,
    EAFNOSUPPORT: `${host} is an address of IPv6, which this machine does not speak; choose another one`,
    // Every interface has such addresses.
    ...(/^\[?fe80:/i.test(host) && {
      EINVAL: `${host} needs the name of an interface that is there, as in fe80::1%eth0; choose another one`,
    }),
  };
  const code = error.code ?? "";
  return new StubError("LISTEN_FAILED", texts[code] ?? `cannot listen on ${host}:${port} (${code})`, error);
};

/**
 * Has a server listen.
 *
 * @throws StubError `LISTEN_FAILED` naming host or port.
 */
export const bind = (server: Server, place: Place): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (error) => reject(explain(error, place)));
    server.listen(place.port, place.host.replace(/^\[(.*)\]$/, "$1"), () => resolve());
  });
