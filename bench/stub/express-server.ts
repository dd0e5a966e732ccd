// What people write themselves, or start with json-server: a route that keeps what it is sent. One row per call, each in a
// transaction of its own; nothing is validated, deduplicated or signed.
import { DatabaseSync } from "node:sqlite";
import express from "express";
import { path } from "./request.ts";

const database = new DatabaseSync(process.argv[2] ?? ":memory:");
database.exec(
  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE message (id INTEGER PRIMARY KEY, data TEXT)",
);
const insert = database.prepare("INSERT INTO message (data) VALUES (?)");

const app = express();
app.use(express.json());
app.post(path, (request, response) => {
  const { lastInsertRowid } = insert.run(JSON.stringify(request.body));
  const result = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" };
  response.json({ result, messageId: String(lastInsertRowid) });
});
const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(`ready http://127.0.0.1:${address.port}`);
});
