import type { ServerTarget } from "../engine/target.js";
import { signedHeaders } from "../engine/send.js";
import { isObject } from "../spec/json.js";
import { sendMessage } from "../spec/operation.js";
import { KeyError, readPrivateKey, readPublicKey } from "../signing/keys.js";
import { contentBytes, readSignatureHeader, uriOf, verifyContent, type Signer } from "../signing/signer.js";
import { CannotRun } from "./cannot-run.js";
import type { Options } from "./options.js";
import { withToken } from "./token.js";
import { unreachable } from "./unreachable.js";

/** Finds out what the server offers, before any case runs; whatever makes every case fail is one line instead. */
export const connect = async (options: Options): Promise<ServerTarget> => {
  const signer = signerOf(options);
  const platformKey =
    options.platformPublicKey === undefined
      ? undefined
      : keyOf("--platform-public-key", readPublicKey, options.platformPublicKey);
  const probe = await probeServer(options.url, signer);
  expectJson(probe, options.url);
  expectRightKey(probe, signer);
  if (platformKey !== undefined && signer !== undefined) expectRightPlatformKey(probe, { signer, platformKey });
  const fetch = withToken(options.controlToken);
  return {
    name: options.url,
    baseUrl: options.url,
    fetch,
    controlUrl: await controlUrlOf(options.url, fetch),
    signer,
    platformPublicKey: options.platformPublicKey,
    values: options.values,
    seed: options.seed,
  };
};

const signerOf = ({ clientId, privateKey, keyVersion }: Options): Signer | undefined =>
  clientId === undefined || privateKey === undefined
    ? undefined
    : { clientId, keyVersion, privateKey: keyOf("--private-key", readPrivateKey, privateKey) };

const keyOf = <Key>(flag: string, read: (text: string) => Key, text: string): Key => {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof KeyError) throw new CannotRun(`${flag}: ${error.message}`, { cause: error });
    throw error;
  }
};

interface Probe {
  readonly url: string;
  readonly response: Response;
  readonly text: string;
}

const probeServer = async (baseUrl: string, signer: Signer | undefined): Promise<Probe> => {
  const url = baseUrl + sendMessage.path;
  // An empty object is refused by every server of this protocol, so asking sends nobody a message.
  const body = new TextEncoder().encode("{}");
  const headers = {
    "Content-Type": "application/json; charset=UTF-8",
    ...(signer === undefined ? {} : signedHeaders(signer, { method: "POST", url, body })),
  };
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(15_000),
    });
    return { url, response, text: await response.text() };
  } catch (error) {
    throw unreachable(baseUrl, error);
  }
};

const expectJson = ({ response, text, url }: Probe, baseUrl: string): void => {
  const { status } = response;
  if (status >= 300 && status < 400) {
    throw new CannotRun(
      `${baseUrl} redirects to ${response.headers.get("Location") ?? "elsewhere"}: give the final address as --url.`,
    );
  }
  if (/^\s*</u.test(text) || /html/iu.test(response.headers.get("Content-Type") ?? "")) {
    throw new CannotRun(
      `POST ${url} answers HTML (HTTP ${status}), not JSON: check the address and its prefix in --url.`,
    );
  }
  const value = jsonOf(text);
  if (value === undefined) {
    throw new CannotRun(`POST ${url} answers HTTP ${status} without JSON: check the address and its prefix in --url.`);
  }
  if (status !== 200 && !(isObject(value) && isObject(value["result"]))) {
    throw new CannotRun(
      `POST ${url} answers HTTP ${status} without a result: check the address and its prefix in --url.`,
    );
  }
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const signatureCodes = new Set<unknown>(["INVALID_SIGNATURE", "INVALID_CLIENT", "KEY_NOT_FOUND"]);

const expectRightKey = ({ text }: Probe, signer: Signer | undefined): void => {
  const value = jsonOf(text);
  const result = isObject(value) && isObject(value["result"]) ? value["result"] : {};
  if (!signatureCodes.has(result["resultCode"])) return;
  throw new CannotRun(
    signer === undefined
      ? `The server demands signatures (${String(result["resultCode"])}): give --client-id and --private-key.`
      : `The server refuses the signature (${String(result["resultCode"])}): check --client-id, --private-key, --key-version and the prefix in --url.`,
  );
};

const expectRightPlatformKey = (
  { response, text, url }: Probe,
  { signer, platformKey }: { signer: Signer; platformKey: ReturnType<typeof readPublicKey> },
): void => {
  const header = response.headers.get("signature");
  const time = response.headers.get("response-time");
  if (header === null || time === null) return;
  const content = contentBytes({
    method: "POST",
    uri: uriOf(url),
    clientId: response.headers.get("client-id") ?? signer.clientId,
    time,
    body: new TextEncoder().encode(text),
  });
  if (!verifyContent(content, readSignatureHeader(header).signature, platformKey)) {
    throw new CannotRun(
      "The server's answer does not verify with --platform-public-key: check that it is the platform's key, not your own.",
    );
  }
};

/** The control API lives at the root of the host; it is there when it lists the messages of a namespace. */
const controlUrlOf = async (baseUrl: string, fetch: ServerTarget["fetch"]): Promise<string | undefined> => {
  const controlUrl = `${new URL(baseUrl).origin}/_stub`;
  try {
    const response = await fetch(`${controlUrl}/namespaces/default/messages?limit=1`, {
      method: "GET",
      signal: AbortSignal.timeout(15_000),
      redirect: "manual",
    });
    const value = jsonOf(await response.text());
    return response.ok && isObject(value) && Array.isArray(value["messages"]) ? controlUrl : undefined;
  } catch {
    return undefined;
  }
};
