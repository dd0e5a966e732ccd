import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { apiOf, push, samples, sms } from "./api.ts";
import { launchChromium } from "./launch-chromium.ts";
import { startStub } from "./running-stub.ts";

const picture = fileURLToPath(new URL("../../../docs/images/inbox-page.png", import.meta.url));
const heaviest = 300_000;

const stub = await startStub();
const browser = await launchChromium();
try {
  const api = apiOf(stub.url);
  // Before the other messages, so that the phone of the documented samples stands in front.
  await api.send({ ...sms("dana-1", "Your order is ready."), customerBelongsTo: "DANA" });
  await api.send({
    ...push("order-77121", { title: "Payment received", content: "Tap to see your receipt." }),
    customerBelongsTo: "TNG",
  });
  const order = {
    ...push("order-77122", { title: "On its way", content: "Order 77122 left the shop." }),
    customerBelongsTo: "TNG",
  };
  await api.control("POST", "faults", { times: 1, effect: { result: "UNKNOWN_EXCEPTION" } });
  await api.send(order);
  await api.control("POST", "faults", { times: 1, effect: { lostResponse: true } });
  await api.sendIntoTheVoid(order);
  await api.send(order);
  await api.send({ ...samples.sms, requestId: "20191129872100000777719901213" });
  await api.send({ ...samples.inbox, requestId: "20191129872100000777719901214" });
  await api.send(samples.push);
  // What the picture is about: a user who got nothing, and why.
  const user = await (await fetch(`${stub.url}/_stub/namespaces/default/messages?customerBelongsTo=TNG`)).json();
  await api.control("PUT", "config", {
    users: [
      {
        accessToken: samples.push["accessToken"],
        customerBelongsTo: "TNG",
        customerId: user.messages[0].customerId,
        status: "ACTIVE",
        subscriptions: ["INBOX"],
      },
    ],
  });
  await api.send({
    ...push("order-77124", { title: "Rate us", content: "How was it?" }),
    customerBelongsTo: "TNG",
  });

  const page = await browser.newPage({
    viewport: { width: 1440, height: 820 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  await page.goto(`${stub.url}/`);
  await page.locator(".intent-row", { hasText: "order-77124" }).click();
  await page.mouse.move(0, 0);
  await page.locator(".reason blockquote").waitFor();
  await page.locator(".card").waitFor();
  await mkdir(dirname(picture), { recursive: true });
  await page.screenshot({ path: picture });
  const { size } = await stat(picture);
  if (size > heaviest) throw new Error(`${picture} weighs ${size} bytes, more than ${heaviest}.`);
  process.stdout.write(`${picture}: ${size} bytes\n`);
} finally {
  await browser.close();
  await stub.stop();
}
