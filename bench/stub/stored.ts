// What prefill.ts needs of the stub's insides; bundled from the sources before it is loaded.
export { DEFAULT_CONFIG } from "../../packages/server-stub/src/model/config.js";
export { PostgresStore } from "../../packages/server-stub/src/store/postgres/postgres-store.js";
export { SqliteStore } from "../../packages/server-stub/src/store/sqlite/sqlite-store.js";
