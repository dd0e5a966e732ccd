// Opens a store, and so migrates it, in a process of its own: `migrator.mjs <url>`.
import { PostgresStore } from "../../src/store/postgres/postgres-store.js";

const [, , url = ""] = process.argv;
process.stdout.write("started\n");
const store = new PostgresStore({ url });
await store.open();
process.stdout.write("open\n");
await store.close();
