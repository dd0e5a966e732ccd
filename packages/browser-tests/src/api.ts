import { readFileSync } from "node:fs";

type Body = Readonly<Record<string, unknown>>;

export type Answer = {
  readonly result: { readonly resultCode: string; readonly resultStatus: string; readonly resultMessage: string };
  readonly messageId?: string;
};

const example = (name: string): Body =>
  JSON.parse(readFileSync(new URL(`../../../spec/examples/${name}.request.json`, import.meta.url), "utf8"));

/** The documented samples of message/send and sendInbox. */
export const samples = {
  push: example("send-message.push"),
  sms: example("send-message.sms"),
  inbox: example("send-message.inbox"),
  legacy: example("send-inbox"),
} as const;

const paths = { sendMessage: "v2/miniprogram/message/send", sendInbox: "v2/messages/sendInbox" } as const;

/** One namespace of a running stub, seen from a merchant's backend and from whoever steers the stub. */
export type Api = {
  readonly send: (body: Body, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly sendInbox: (body: Body) => Promise<Answer>;
  /** Sends and gets no answer: for planned faults. */
  readonly sendIntoTheVoid: (body: Body) => Promise<void>;
  readonly control: (method: "GET" | "POST" | "PUT" | "DELETE", call: string, body?: unknown) => Promise<unknown>;
  readonly operationPath: string;
};

const post = (url: string, body: Body, headers: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=UTF-8", ...headers },
    body: JSON.stringify(body),
  });

export const apiOf = (url: string, namespace = "default"): Api => {
  const prefix = namespace === "default" ? "" : `ns/${namespace}/`;
  const send = async (path: string, body: Body, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    (await post(`${url}/${prefix}${path}`, body, headers)).json();
  return {
    send: (body, headers) => send(paths.sendMessage, body, headers),
    sendInbox: (body) => send(paths.sendInbox, body),
    sendIntoTheVoid: async (body) => {
      await post(`${url}/${prefix}${paths.sendMessage}`, body, {}).then(
        () => Promise.reject(new Error("An answer came although none should have.")),
        () => undefined,
      );
    },
    control: async (method, call, body) => {
      const response = await fetch(`${url}/_stub/namespaces/${namespace}/${call}`, {
        method,
        ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${call}: HTTP ${response.status} ${await response.text()}`);
      return response.json();
    },
    operationPath: `/${prefix}${paths.sendMessage}`,
  };
};

/** A push with these texts, in the shape of the documented sample. */
export const push = (requestId: string, texts: { title?: string; content?: string; link?: string } = {}): Body => ({
  ...samples.push,
  requestId,
  templates: [
    {
      templateParameters: {
        pushContentUrl: texts.link ?? "http://region.demo.com/app/1092?appId=28972",
        customTitle: texts.title ?? "test title",
        customContent: texts.content ?? "test content",
      },
      language: "en-US",
    },
  ],
});

/** A text message in the shape of the documented sample. */
export const sms = (requestId: string, content = "test content"): Body => ({
  ...samples.sms,
  requestId,
  templates: [{ templateParameters: { customContent: content }, language: "en-US" }],
});
