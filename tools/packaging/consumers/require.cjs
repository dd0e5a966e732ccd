// A CommonJS backend: everything comes through require().
const { createClient, InvalidRequestError } = require("@miniprogram-messages/client");
const { explain } = require("@miniprogram-messages/client/explain");
const { parseSignatureHeader } = require("@miniprogram-messages/signature");

const result = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" };
const client = createClient({
  fetch: () => Promise.resolve(new Response(JSON.stringify({ result, messageId: "M1" }))),
});
const request = {
  appId: "P000000000000001xxxx",
  accessToken: "2019112719074101000700000077771xxxx",
  customerBelongsTo: "TNG",
  requestId: "20191127190741010007013213123xxxx",
  authClientId: "202016726873874774774xxxx",
  templateCode: "TP_5800000001xxxx",
  templates: [{ templateParameters: { customContent: "hello" }, language: "en-US" }],
};

const run = async () => {
  const outcome = await client.sendMessage(request);
  const refused = await client.sendMessage({}).catch((error) => error);
  return {
    status: outcome.status,
    messageId: outcome.messageId,
    refused: refused instanceof InvalidRequestError,
    explained: typeof explain("SUCCESS"),
    header: parseSignatureHeader("nonsense") === undefined,
  };
};

void run().then((shown) => console.log(JSON.stringify(shown)));
