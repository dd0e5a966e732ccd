import type { ServeArguments } from "./arguments.js";
import { ignoreStateFolder, makeStateFolder, stateFolder } from "./state-folder.js";

const ANY_ADDRESS = new Set(["0.0.0.0", "::", "[::]"]);

interface Chosen {
  readonly cert: string;
  readonly key: string;
  /** Where a certificate lies that was made here. */
  readonly file?: string;
}

/**
 * The certificate to serve HTTPS with; undefined serves HTTP.
 *
 * @throws StubError `OPTION_ILLEGAL` naming the file that is at fault.
 */
export const chooseCertificate = async ({
  tls,
  store,
  host,
  allowHosts,
}: ServeArguments): Promise<Chosen | undefined> => {
  if (tls === undefined) return undefined;
  if (tls !== "self-signed") return (await import("./tls-files.js")).readTlsFiles(tls);
  const folder = stateFolder(store);
  makeStateFolder(folder);
  await ignoreStateFolder(folder);
  const { selfSigned } = await import("./self-signed.js");
  return selfSigned(folder, ANY_ADDRESS.has(host) ? allowHosts : [host, ...allowHosts]);
};
