// One process that imports and requires: both get the same classes.
import { createRequire } from "node:module";
import * as imported from "@miniprogram-messages/client";
import * as signature from "@miniprogram-messages/signature";

const require = createRequire(import.meta.url);
const required = require("@miniprogram-messages/client");
const requiredSignature = require("@miniprogram-messages/signature");

const exportsOf = (module) => Object.fromEntries(Object.entries(module));
const isSame = (half, other) => {
  const [left, right] = [exportsOf(half), exportsOf(other)];
  return Object.keys(left).length > 0 && Object.keys(left).every((name) => left[name] === right[name]);
};

const caught = (promise) => promise.catch((error) => error);
const fetch = async () => new Response('{"result":{"resultStatus":"S"}}');
const request = { accessToken: "t", requestId: "r", templateCode: "T", templates: [{}] };

const refused = await caught(required.createClient({ fetch }).sendInbox({}));
const badKey = await caught(imported.createClient({ fetch, clientId: "C", privateKey: "no key" }).sendInbox(request));
const failed = await caught(
  imported
    .createClient({ fetch: async () => ({ status: 503, text: async () => "" }), maxRetries: 0 })
    .sendInbox(request)
    .then(required.unwrap),
);

console.log(
  JSON.stringify({
    refused: refused instanceof imported.InvalidRequestError && refused instanceof imported.ClientError,
    badKey: badKey instanceof requiredSignature.SignatureError && badKey instanceof required.SignatureError,
    failed: failed instanceof imported.OutcomeError,
    same: isSame(required, imported),
    names: Object.keys(imported).filter((name) => !(name in required)),
    signature: isSame(requiredSignature, signature),
  }),
);
