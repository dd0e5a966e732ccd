import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { PATHS } from "../src/gateway/target.js";
import { bodyOf } from "./sending.js";

export interface Seen {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The global `fetch` chooses the Host header itself, and mends paths. */
export const call = (url: string, headers: Record<string, string>, method = "GET", body = ""): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const [origin = "", path = "/"] = /^(https?:\/\/[^/]+)(.*)$/.exec(url)?.slice(1) ?? [];
    const outgoing = request(origin, { method, headers, path: path || "/" }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += String(chunk);
      });
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });

/** Sends a message under a Host. */
export const post = (url: string, host: string) =>
  call(
    `${url}${PATHS.sendMessage}`,
    { host, "content-type": "application/json" },
    "POST",
    JSON.stringify(bodyOf("sendMessage")),
  );

/** Writes bytes as they are; resolves with all that came until the connection was closed. */
export const raw = (port: number, text: string, ends = false): Promise<string> =>
  new Promise((resolve) => {
    let seen = "";
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(Buffer.from(text, "latin1"));
      if (ends) socket.end();
    });
    socket.on("data", (chunk) => {
      seen += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(seen));
  });
