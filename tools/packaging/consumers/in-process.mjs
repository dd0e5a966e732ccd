// A test in process: which drivers of stores does it load?
import { registerHooks } from "node:module";

const drivers = new Set();
const hasSqlite = () => process.moduleLoadList.includes("NativeModule sqlite");
const loaded = () => [...drivers, ...(hasSqlite() ? ["node:sqlite"] : [])];
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    if (/\/node_modules\/pg\//.test(resolved.url)) drivers.add(specifier);
    return resolved;
  },
});

const { createClient } = await import("@miniprogram-messages/client");
const { createStub } = await import("@miniprogram-messages/server-stub");

const send = async (store) => {
  const stub = createStub({ store });
  const client = createClient({ fetch: stub.fetch });
  const { status, attempts, messageId } = await client.sendMessage({
    appId: "P000000000000001xxxx",
    accessToken: "2019112719074101000700000077771xxxx",
    customerBelongsTo: "TNG",
    requestId: "20191127190741010007013213123xxxx",
    authClientId: "202016726873874774774xxxx",
    templateCode: "TP_5800000001xxxx",
    templates: [{ templateParameters: { customContent: "Grüße 🚀" }, language: "en-US" }],
  });
  const messages = await stub.messages();
  await stub.close();
  return { status, attempts, kept: messages.map((message) => message.messageId === messageId), drivers: loaded() };
};

console.log(JSON.stringify([await send("memory"), await send("sqlite:stub.db")]));
