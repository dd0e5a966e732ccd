// A backend in plain Node: `fetch` and `node:crypto`, no package.
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const { env } = process;
const paths = { sendMessage: "/v2/miniprogram/message/send", sendInbox: "/v2/messages/sendInbox" };
const url = new URL(env.CONTRACT_BASE_URL + paths[env.CONTRACT_OPERATION]);
const clientId = env.CONTRACT_CLIENT_ID;
const read = (name, make) => (env[name] ? make(readFileSync(env[name], "utf8")) : undefined);
const ownKey = read("CONTRACT_PRIVATE_KEY", createPrivateKey);
const platformKey = read("CONTRACT_PLATFORM_PUBLIC_KEY", createPublicKey);

const contentOf = (time, body) => Buffer.concat([Buffer.from(`POST ${url.pathname}\n${clientId}.${time}.`), body]);

/** true: the platform vouches for it; false: nobody does; undefined: somebody else does. */
const isGenuine = (headers, body) => {
  const [header, time, echo] = ["signature", "response-time", "client-id"].map((name) => headers.get(name));
  if (!platformKey) return true;
  if (!header && !time) return false;
  if (!header || !time || (echo ?? clientId) !== clientId) return undefined;
  const raw = /(?:^|,)\s*signature\s*=\s*([^,\s]+)/i.exec(header)?.[1] ?? "";
  const signature = Buffer.from(raw.includes("%") ? decodeURIComponent(raw) : raw, "base64");
  return verify("sha256", contentOf(time, body), platformKey, signature) || undefined;
};

const attempt = async (body) => {
  const time = new Date().toISOString();
  const headers = { "Content-Type": "application/json; charset=UTF-8", "Client-Id": clientId, "Request-Time": time };
  if (ownKey) {
    const signature = encodeURIComponent(sign("sha256", contentOf(time, body), ownKey).toString("base64"));
    headers.Signature = `algorithm=RSA256, keyVersion=${env.CONTRACT_KEY_VERSION}, signature=${signature}`;
  }
  const answer = await fetch(url, {
    method: "POST",
    headers,
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(3000),
  });
  const pause = Number(answer.headers.get("retry-after") ?? 0) * 1000;
  const bytes = Buffer.from(await answer.arrayBuffer());
  const genuine = isGenuine(answer.headers, bytes);
  if (answer.status !== 200 || genuine === undefined) return { status: "unknown", pause };
  const { result, messageId } = JSON.parse(bytes);
  const status = { S: "succeeded", A: "accepted", F: "failed" }[result.resultStatus] ?? "unknown";
  // The gateway cannot sign a refusal for somebody it does not know; a success that nobody signed proves nothing.
  if (!genuine && status !== "failed") return { status: "unknown", pause };
  return { status, messageId, resultCode: result.resultCode, pause };
};

const body = Buffer.from(JSON.stringify(JSON.parse(env.CONTRACT_REQUEST)));
let outcome;
for (let tries = 0; tries < 3; tries += 1) {
  if (tries > 0) await sleep(Math.max(outcome.pause ?? 0, 200 * 2 ** tries));
  outcome = await attempt(body).catch(() => ({ status: "unknown" }));
  if (outcome.status !== "unknown" && outcome.resultCode !== "REQUEST_TRAFFIC_EXCEED_LIMIT") break;
}
console.log(JSON.stringify({ ...outcome, pause: undefined }));
