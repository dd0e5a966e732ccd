// A client with one rule changed, as a command: its argument is the mutant's id.
import { readFileSync } from "node:fs";
import { clientMutants } from "../dist/mutants/client-mutants.js";
import { createReferenceClient } from "../dist/reference/client.js";

const { env, argv } = process;
const key = (name) => (env[name] ? { [name]: readFileSync(env[name], "utf8") } : {});
const { CONTRACT_PRIVATE_KEY: privateKey, CONTRACT_PLATFORM_PUBLIC_KEY: platformPublicKey } = {
  ...key("CONTRACT_PRIVATE_KEY"),
  ...key("CONTRACT_PLATFORM_PUBLIC_KEY"),
};
const { rules } = clientMutants.find(({ id }) => id === argv[2]) ?? {};
const client = createReferenceClient(rules)({
  baseUrl: env.CONTRACT_BASE_URL,
  clientId: env.CONTRACT_CLIENT_ID,
  ...(privateKey && { keyVersion: env.CONTRACT_KEY_VERSION, privateKey, platformPublicKey }),
  timeout: 2500,
});
const outcome = await client[env.CONTRACT_OPERATION](JSON.parse(env.CONTRACT_REQUEST));
process.stdout.write(`${JSON.stringify(outcome)}\n`);
