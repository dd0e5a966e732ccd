// The stub in process, with each store that needs no server.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@miniprogram-messages/client";
import { createStub } from "@miniprogram-messages/server-stub";

const folder = mkdtempSync(join(tmpdir(), "stores-"));
for (const store of ["memory", `sqlite:${join(folder, "stub.db")}`]) {
  const stub = createStub({ store });
  const { status } = await createClient({ fetch: stub.fetch }).sendMessage({
    appId: "P1",
    accessToken: "T",
    customerBelongsTo: "GCASH",
    requestId: "r-1",
    authClientId: "c",
    templateCode: "T",
    templates: [{}],
  });
  console.log(`${store.replace(/:.*/, "")} ${status} ${(await stub.messages()).length}`);
  await stub.close();
}
rmSync(folder, { recursive: true });
