// The server of the call figures, in a process of its own: it shares no event loop with the caller.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const answer = JSON.stringify({
  result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
  messageId: "20201235900212xxxx",
});

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
    response.end(answer);
  });
});

const isAddress = (address: unknown): address is AddressInfo => typeof address === "object" && address !== null;

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (isAddress(address)) process.send?.(address.port);
});
process.on("disconnect", () => process.exit());
