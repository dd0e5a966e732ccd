// What a sender does, against a platform of a few lines. Runs unchanged on every runtime.
import { createClient, prepare } from "@miniprogram-messages/client";
import { explain } from "@miniprogram-messages/client/explain";
import { toSendMessage } from "@miniprogram-messages/client/migrate";
import {
  diagnose,
  formatSignatureHeader,
  importPrivateKey,
  importPublicKey,
  parseSignatureHeader,
  sign,
  verify,
} from "@miniprogram-messages/signature";

import { keys } from "./keys.mjs";

const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

/** A key pair in the form in which people pass keys around. */
const makeKeys = async () => {
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  return {
    privateKey: base64(await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
    publicKey: base64(await crypto.subtle.exportKey("spki", pair.publicKey)),
  };
};

const request = {
  appId: "P000000000000001xxxx",
  accessToken: "2019112719074101000700000077771xxxx",
  customerBelongsTo: "TNG",
  requestId: "20191127190741010007013213123xxxx",
  authClientId: "202016726873874774774xxxx",
  templateCode: "TP_5800000001xxxx",
  templates: [{ templateParameters: { customContent: "Grüße 🚀" }, language: "en-US" }],
};

/** What becomes of each key of the signature package's fixtures: its type, or the code of the refusal. */
const readKeys = async () => {
  const read = {};
  for (const [name, text] of Object.entries(keys)) {
    const load = /spki|public|x509/.test(name) ? importPublicKey : importPrivateKey;
    read[name] = await load(text).then(
      (key) => key.type,
      (error) => error.code,
    );
  }
  return read;
};

export const scenario = async () => {
  const [merchant, platform] = [await makeKeys(), await makeKeys()];
  const merchantKey = await importPublicKey(merchant.publicKey);
  const platformKey = await importPrivateKey(platform.privateKey);
  const received = [];

  const fetch = async (url, init) => {
    const headers = new Headers(init.headers);
    const { pathname } = new URL(url);
    const message = {
      method: init.method,
      uri: pathname,
      clientId: headers.get("client-id"),
      time: headers.get("request-time"),
      body: init.body,
    };
    const header = parseSignatureHeader(headers.get("signature"));
    received.push(await verify(message, header.signature, merchantKey));
    const result =
      received.length === 1
        ? { resultCode: "UNKNOWN_EXCEPTION", resultStatus: "U", resultMessage: "" }
        : { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" };
    const answer = { ...message, time: "2026-01-31T08:30:00Z", body: JSON.stringify({ result, messageId: "M1" }) };
    const signature = formatSignatureHeader({ keyVersion: "1", signature: await sign(answer, platformKey) });
    return new Response(answer.body, {
      headers: { signature, "client-id": answer.clientId, "response-time": answer.time },
    });
  };

  const client = createClient({
    baseUrl: "https://open.example.com/api/open",
    clientId: "CLIENT_1",
    keyVersion: "1",
    privateKey: merchant.privateKey,
    platformPublicKey: platform.publicKey,
    fetch,
  });
  const outcome = await client.sendMessage(request);
  const resumed = await client.resume(JSON.parse(JSON.stringify(prepare(request))));
  const wrongKey = createClient({
    baseUrl: "https://open.example.com/api/open",
    clientId: "CLIENT_1",
    privateKey: merchant.privateKey,
    platformPublicKey: merchant.publicKey,
    maxRetries: 0,
    fetch,
  });
  const unverified = await wrongKey.sendMessage(request);
  const refused = await client.sendMessage({ ...request, requestId: "a#b" }).catch((error) => error);
  const signed = { method: "POST", uri: "/v2/x", clientId: "C", time: "t", body: "{}" };
  const signature = await sign({ ...signed, body: "{}\n" }, await importPrivateKey(merchant.privateKey));
  const diagnosis = await diagnose({ ...signed, signature: formatSignatureHeader({ signature }) }, merchant.publicKey);
  const { appId, customerBelongsTo, ...inbox } = request;

  return {
    status: outcome.status,
    attempts: outcome.attempts,
    messageId: outcome.messageId,
    resumed: resumed.status,
    signatures: received,
    unverified: [unverified.status, unverified.reason],
    refused: refused.code,
    diagnosis: diagnosis.cause,
    explained: typeof explain("SUCCESS"),
    keys: await readKeys(),
    translated: toSendMessage(inbox, { appId, customerBelongsTo }).request?.requestId,
  };
};
