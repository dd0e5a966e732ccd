// A test in CommonJS: the stub through require(), with the classes that an import gets.
const { createClient } = require("@miniprogram-messages/client");
const stubs = require("@miniprogram-messages/server-stub");

const main = async () => {
  const stub = stubs.createStub();
  const client = createClient({ fetch: stub.fetch });
  const { status, messageId } = await client.sendInbox({
    accessToken: "t",
    requestId: "r-1",
    templateCode: "T",
    authClientId: "c",
    templates: [{ templateParameters: { title: "Hello" }, language: "en-US" }],
  });
  const message = await stub.waitForMessage({ requestId: "r-1" });
  const missing = await stub.waitForMessage({ requestId: "r-2" }, { timeout: 1 }).catch((error) => error);
  const { url } = await stub.listen();
  const page = await (await fetch(url)).text();
  await stub.close();
  const imported = await import("@miniprogram-messages/server-stub");
  console.log(
    JSON.stringify({
      status,
      kept: message.messageId === messageId,
      missing: missing instanceof imported.WaitError && missing instanceof stubs.StubError,
      page: page.includes("<title>"),
      same: Object.keys(imported).filter((name) => name !== "default" && imported[name] !== stubs[name]),
    }),
  );
};

void main();
