// A backend that sends with @miniprogram-messages/client.
import { readFileSync } from "node:fs";
import { createClient } from "@miniprogram-messages/client";

const { env } = process;
const key = (name) => (env[name] ? readFileSync(env[name], "utf8") : undefined);

const client = createClient({
  baseUrl: env.CONTRACT_BASE_URL,
  clientId: env.CONTRACT_CLIENT_ID,
  keyVersion: env.CONTRACT_KEY_VERSION,
  privateKey: key("CONTRACT_PRIVATE_KEY"),
  platformPublicKey: key("CONTRACT_PLATFORM_PUBLIC_KEY"),
  timeout: 3000,
});

const { status, messageId, resultCode } = await client[env.CONTRACT_OPERATION](JSON.parse(env.CONTRACT_REQUEST));
console.log(JSON.stringify({ status, messageId, resultCode }));
