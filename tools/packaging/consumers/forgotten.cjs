// Jest with `resetModules`: the stub was imported, and then every module is forgotten. Errors still have its classes.
const { ControlRefusal, StubError, WaitError, createStub } = require("@miniprogram-messages/server-stub");

const forget = () => {
  for (const file of Object.keys(require.cache)) delete require.cache[file];
};

const caught = async (call) => {
  forget();
  try {
    return await call();
  } catch (error) {
    return error;
  }
};

const signature = `signature=${"A".repeat(342)}==`;
const signed = { uri: "/", clientId: "c", requestTime: "1", signature, body: "", publicKey: "none" };

const main = async () => {
  const stub = createStub();
  const missing = await caught(() => stub.waitForMessage({ requestId: "none" }, { timeout: 1 }));
  const { port } = await stub.listen();
  const taken = await caught(() => stub.listen({ port }));
  const illegal = await caught(() => createStub({ config: { policies: { signature: "no" } } }));
  const faults = "/_stub/namespaces/{namespace}/faults";
  const refused = await caught(() => stub.control.post(faults, { path: { namespace: "a" }, body: {} }));
  const noKey = await caught(() => stub.control.post("/_stub/signature/diagnose", { body: signed }));
  await stub.close();
  console.log(
    JSON.stringify({
      missing: missing instanceof WaitError && missing instanceof StubError,
      taken: taken instanceof StubError && taken.code,
      illegal: illegal instanceof StubError && illegal.message,
      refused: refused instanceof ControlRefusal && refused.message,
      noKey: noKey instanceof ControlRefusal && noKey.message,
    }),
  );
};

void main();
