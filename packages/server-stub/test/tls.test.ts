import { spawn } from "node:child_process";
import { X509Certificate, generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../src/cli/main.js";
import { selfSigned } from "../src/cli/self-signed.js";
import { openStub } from "./sending.js";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "server-stub-tls-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (url: string, ca?: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { ...(ca !== undefined && { ca }) }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });

const post = (url: string, ca: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method: "POST", ca, agent: false }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    outgoing.on("error", reject);
    outgoing.end("{}");
  });

/** Calls with a client of its own that checks certificates and trusts one more. */
const fetchTrusting = (file: string, url: string): Promise<string> =>
  new Promise((resolve) => {
    const script = `fetch(${JSON.stringify(url)}).then((r) => console.log(r.status), (e) => console.log(e.cause.code))`;
    const env = { PATH: "", NODE_EXTRA_CA_CERTS: file };
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { env });
    let out = "";
    child.stdout.on("data", (chunk) => (out += String(chunk)));
    child.on("close", () => resolve(out.trim()));
  });

/** RSA of 512 bits; nobody has kept the key. */
const WEAK = `-----BEGIN CERTIFICATE-----
MIIBbzCCARmgAwIBAgIUF+k/CIlsNKm3F7oDw19CCIkmAi0wDQYJKoZIhvcNAQEL
BQAwDDEKMAgGA1UEAwwBeDAeFw0yNjExMjgxMzM5MTlaFw0yNjExMjkxMzM5MTla
MAwxCjAIBgNVBAMMAXgwXDANBgkqhkiG9w0BAQEFAANLADBIAkEA3P3xkBjMqed/
IPAY+cpUsG0kvkOiWEE2mEmqWOuooubjXXNGQezqCsqdi9ZHVmZ928a0/gIA2Bf2
pObX022rKwIDAQABo1MwUTAdBgNVHQ4EFgQUdMiTwhS6hwM9Kk/FMu1Ro2slQ4Yw
HwYDVR0jBBgwFoAUdMiTwhS6hwM9Kk/FMu1Ro2slQ4YwDwYDVR0TAQH/BAUwAwEB
/zANBgkqhkiG9w0BAQsFAANBAG10jzmcod/ZISp0qTY2THQ9IiPucVlmw20eje4q
B7EaPB/5X5beToTkEwWjDV9liU+6d7Tax+srvmcCXvPgB9w=
-----END CERTIFICATE-----
`;

describe("a certificate made for this machine", () => {
  it("is trusted by a client that checks it, under every name, and by no other", async () => {
    const { cert, key, file } = await selfSigned(folder, ["stub.example:8443", "[::2]"]);
    expect(statSync(join(folder, "tls-key.pem")).mode & 0o777).toBe(0o600);
    const certificate = new X509Certificate(cert);
    for (const name of ["localhost", "stub.example"]) expect(certificate.checkHost(name)).toBe(name);
    for (const address of ["127.0.0.1", "::1", "::2"]) expect(certificate.checkIP(address)).toBe(address);

    const stub = openStub();
    const { url, port } = await stub.listen({ tls: { cert, key } });
    expect(url).toBe(`https://127.0.0.1:${port}`);
    expect(await get(`${url}/_stub/health`, cert)).toBe(200);
    expect(await get(`https://localhost:${port}/_stub/health`, cert)).toBe(200);
    expect(await fetchTrusting(file, `https://localhost:${port}/_stub/health`)).toBe("200");
    await expect(get(`${url}/_stub/health`)).rejects.toThrow(/self.signed/);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow("fetch failed");
    await expect
      .poll(async () => (await stub.control.get("/_stub/refusals")).refusals.map(({ message }) => message))
      .toContainEqual(expect.stringContaining("call it by https://"));
  });

  it("lets a planned reset end the connection, as it does without TLS", async () => {
    const tls = await selfSigned(folder, []);
    const stub = openStub();
    const { url } = await stub.listen({ tls });
    await stub.control.post("/_stub/namespaces/{namespace}/faults", {
      path: { namespace: "default" },
      body: { times: 1, effect: { reset: true } },
    });
    await expect(post(`${url}/v2/miniprogram/message/send`, tls.cert)).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(await post(`${url}/v2/miniprogram/message/send`, tls.cert)).toBe(200);
  });

  it("is kept, and made anew when it lacks a name or its key", async () => {
    const first = await selfSigned(folder, ["stub.example"]);
    expect(await selfSigned(folder, [])).toEqual(first);
    const wider = await selfSigned(folder, ["other.example"]);
    expect(wider.cert).not.toBe(first.cert);
    writeFileSync(join(folder, "tls-key.pem"), first.key);
    expect((await selfSigned(folder, [])).cert).not.toBe(wider.cert);
  });

  it("signs the page's cookie as secure", async () => {
    const tls = await selfSigned(folder, []);
    const { url, token } = await openStub().listen({ host: "0.0.0.0", tls });
    const cookie = await new Promise((resolve, reject) => {
      const outgoing = request(`${url}/?token=${token}`, { ca: tls.cert }, ({ headers }) => {
        resolve(headers["set-cookie"]?.[0]);
      });
      outgoing.on("error", reject);
      outgoing.end();
    });
    expect(cookie).toMatch(/; Secure$/);
  });
});

it("refuses what is no certificate", async () => {
  await expect(openStub().listen({ tls: { cert: "none", key: "none" } })).rejects.toThrow(
    /^tls: must be a certificate/,
  );
});

/** Starts the command here, and stops it when it is ready. */
const run = async (args: readonly string[], env: Record<string, string> = {}) => {
  let [out, err] = ["", ""];
  const stdout = {
    write: (text: string) => {
      out += text;
      if (/^ready /m.test(text)) process.emit("SIGTERM");
    },
  };
  const stderr = { write: (text: string) => void (err += text) };
  const code = await main(["--port", "0", ...args], env, { stdout, stderr });
  return { code, out, err };
};

describe("server-stub", () => {
  it("says where the certificate lies, beside its store, and keeps both out of repositories", async () => {
    const state = join(folder, ".server-stub");
    const args = [
      "--tls",
      "self-signed",
      "--store",
      `sqlite:${join(state, "stub.db")}`,
      "--allow-host",
      "stub.example",
    ];
    const { code, out, err } = await run(args);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^certificate \S+\nready https:\/\/127\.0\.0\.1:\d+\n$/);
    const file = /^certificate (\S+)$/m.exec(out)?.[1] ?? "";
    expect(file).toBe(join(state, "tls-cert.pem"));
    expect(new X509Certificate(readFileSync(file)).checkHost("stub.example")).toBe("stub.example");
    expect(readFileSync(join(state, ".gitignore"), "utf8")).toBe("*\n");
    const own = ["--tls-cert", file, "--tls-key", join(state, "tls-key.pem"), "--store", "memory"];
    expect(await run(own)).toMatchObject({ code: 0, out: expect.stringMatching(/^ready https:\S+\n$/) });
  });

  it("leaves the folder of another store alone", async () => {
    const { code } = await run(["--store", `sqlite:${join(folder, "stub.db")}`]);
    expect([code, existsSync(join(folder, ".gitignore"))]).toEqual([0, false]);
  });

  it.each<[string[], Record<string, string>, RegExp]>([
    [["--tls", "letsencrypt"], {}, /--tls: must be self-signed; .*; it is "letsencrypt"/],
    [["--tls-cert", "a.pem"], {}, /--tls-cert: needs its private key as well; give it with --tls-key/],
    [[], { STUB_TLS_KEY: "a.pem" }, /STUB_TLS_KEY: needs its certificate as well/],
    [["--tls-cert", "a", "--tls-key", "b"], { STUB_TLS: "self-signed" }, /STUB_TLS: goes without a certificate/],
    [["--tls-cert", "none.pem", "--tls-key", "none.pem"], {}, /--tls-cert: none\.pem: there is no such file/],
    [["--tls-cert", import.meta.filename, "--tls-key", "none.pem"], {}, /--tls-key: none\.pem: there is no such file/],
    [["--tls-cert", import.meta.filename, "--tls-key", import.meta.filename], {}, /holds no certificate in PEM/],
  ])("ends with one clear line: %j %j", async (args, env, line) => {
    const { code, out, err } = await run(["--store", "memory", ...args], env);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(line);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it("says that a certificate is too weak", async () => {
    const file = join(folder, "weak.pem");
    writeFileSync(file, WEAK);
    const { err } = await run(["--store", "memory", "--tls-cert", file, "--tls-key", file]);
    expect(err).toMatch(/--tls-cert: \S+weak\.pem: OpenSSL calls its key or its signature too weak; .* 2048 bits/);
  });

  it("says which key does not belong to which certificate", async () => {
    const { file, key } = await selfSigned(folder, []);
    const { cert } = await selfSigned(folder, ["third.example"]);
    expect(cert).not.toContain(key);
    writeFileSync(join(folder, "other-key.pem"), key);
    const { err } = await run(["--store", "memory", "--tls-cert", file, "--tls-key", join(folder, "other-key.pem")]);
    expect(err).toMatch(/--tls-key: \S+other-key\.pem: is not the key of \S+tls-cert\.pem/);
  });

  it("refuses a key of another kind, which OpenSSL would take", async () => {
    const { file, cert } = await selfSigned(folder, []);
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    writeFileSync(join(folder, "rsa-key.pem"), key);
    const { code, err } = await run([
      "--store",
      "memory",
      "--tls-cert",
      file,
      "--tls-key",
      join(folder, "rsa-key.pem"),
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/--tls-key: \S+rsa-key\.pem: is not the key of \S+tls-cert\.pem/);
    await expect(openStub().listen({ tls: { cert, key } })).rejects.toThrow(/^tls: must be a certificate/);
  });
});
