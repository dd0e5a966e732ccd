// The link that is printed last can be opened: with a token it has the token, too.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const script = fileURLToPath(new URL("send-samples.mjs", import.meta.url));

test.each([
  ["without a token", (url) => ({ given: [], link: `${url}/?ns=sample.send-message.push` })],
  ["with one", (url) => ({ given: [`${url}/?token=a%2Bb`], link: `${url}/?token=a%2Bb&ns=sample.send-message.push` })],
])("prints a link to the phones that opens, %s", async (_, make) => {
  const server = createServer((_incoming, outgoing) => outgoing.end("{}")).listen(0, "127.0.0.1");
  onTestFinished(() => server.close());
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}`;
  const { given, link } = make(url);
  const child = spawn(process.execPath, [script, `${url}/api`, ...given], { stdio: ["ignore", "pipe", "inherit"] });
  expect(await text(child.stdout)).toContain(`  seen on the phones at ${link} and in the namespaces beside it\n`);
});
