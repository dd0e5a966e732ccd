import { createServer, type IncomingMessage } from "node:http";

export interface Call {
  readonly path: string;
  readonly messages: readonly {
    readonly messageId: string;
    readonly customerId: string;
    readonly messageChannel: string;
  }[];
}

/** A super app on loopback that takes every message, or what `answer` says. */
export interface SuperApp {
  readonly url: string;
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

const read = async (incoming: IncomingMessage): Promise<Call> => {
  let text = "";
  for await (const chunk of incoming.setEncoding("utf8")) text += String(chunk);
  const { messages }: Pick<Call, "messages"> = JSON.parse(text);
  return { path: incoming.url ?? "", messages };
};

/** @param statusOf HTTP status of the nth call, from 0; default 200 */
export const startSuperApp = async (statusOf: (nth: number) => number = () => 200): Promise<SuperApp> => {
  const calls: Call[] = [];
  const server = createServer((incoming, outgoing) => {
    const answer = async (): Promise<void> => {
      const call = await read(incoming);
      const status = statusOf(calls.length);
      calls.push(call);
      outgoing.writeHead(status, { "content-type": "application/json" });
      const result = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" };
      const messageSendResults = call.messages.map(({ messageId }) => ({ messageId, success: true }));
      outgoing.end(JSON.stringify({ result, messageSendResults }));
    };
    void answer();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
