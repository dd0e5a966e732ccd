// A registry that knows the tarballs alone, so that lines which work once the packages are published are run as they stand.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename } from "node:path";
import { command } from "./command.js";
import type { Manifest } from "./manifest.js";

interface Published {
  readonly manifest: Manifest;
  readonly file: string;
  readonly bytes: Buffer;
}

const publish = async (tarball: string): Promise<Published> => {
  const { stdout } = await command("tar", ["-xzOf", tarball, "package/package.json"]);
  return { manifest: JSON.parse(stdout), file: basename(tarball), bytes: await readFile(tarball) };
};

const documentOf = ({ manifest, file, bytes }: Published, url: string): object => {
  const { name, version } = manifest;
  const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  const dist = { tarball: `${url}/${file}`, integrity };
  return { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
};

/** What installers ask of the scope: its manifests and its tarballs. Whatever else they need comes from their own registry. */
export const startRegistry = async (tarballs: readonly string[]) => {
  const published = await Promise.all(tarballs.map(publish));
  let url = "";
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "").slice(1);
    const found = published.find(({ manifest, file }) => path === manifest.name || path === file);
    // Ports change from run to run: nobody's cache shall keep what stood there.
    response.setHeader("cache-control", "no-store");
    if (found === undefined) response.writeHead(404).end();
    else if (path === found.file) response.end(found.bytes);
    else response.setHeader("content-type", "application/json").end(JSON.stringify(documentOf(found, url)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the registry has no port");
  url = `http://127.0.0.1:${address.port}`;
  return {
    /** The line of an `.npmrc` that sends the scope here. */
    setting: `@miniprogram-messages:registry=${url}/\n`,
    close: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
};
