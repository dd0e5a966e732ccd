// Sends every documented sample through the generated client and prints what each answered.
// Usage: send-samples.mjs <url of a running stub, with its prefix> [<link to its inbox page, with the token>]
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@miniprogram-messages/client";
import { root } from "./workspace.mjs";

const base = new URL(process.argv[2]);
const page = new URL(process.argv[3] ?? base.origin);
const examples = join(root, "spec", "examples");

for (const file of readdirSync(examples)
  .filter((name) => name.endsWith(".request.json"))
  .toSorted()) {
  const request = JSON.parse(readFileSync(join(examples, file), "utf8"));
  const name = file.replace(".request.json", "");
  // The three samples of message/send share one requestId (erratum E14), so each gets a namespace of its own.
  const client = createClient({ baseUrl: `${base.origin}/ns/sample.${name}${base.pathname.replace(/\/$/, "")}` });
  const send = name.startsWith("send-message") ? client.sendMessage : client.sendInbox;
  print(name, await send(request));
}
page.searchParams.set("ns", "sample.send-message.push");
process.stdout.write(`  seen on the phones at ${page.href} and in the namespaces beside it\n`);

function print(name, outcome) {
  const words = [
    name.padEnd(20),
    outcome.status.padEnd(10),
    outcome.resultCode ?? outcome.reason ?? "",
    outcome.messageId === undefined ? "" : `messageId ${outcome.messageId}`,
  ];
  process.stdout.write(`  ${words.join("  ").trimEnd()}\n`);
}
