/** What a merchant sees of one attempt. */
export interface Attempted {
  readonly status: string;
  readonly messageId: string | undefined;
}

interface Answer {
  readonly result: { readonly resultStatus: string };
  readonly messageId?: string;
}

export interface Listed {
  readonly requestId: string;
  readonly messageId: string;
  readonly delivery: { readonly status: string; readonly reason?: string; readonly attempts?: number };
}

/** The documented SMS sample, with a requestId and a text of its own. */
export const requestBody = (requestId: string, text = "test content"): string =>
  JSON.stringify({
    appId: "P000000000000001xxxx",
    authClientId: "202016726873874774774xxxx",
    requestId,
    accessToken: "2019112719074101000700000077771xxxx",
    templateCode: "TP_5800000001xxxx",
    customerBelongsTo: "GCASH",
    templates: [{ templateParameters: { customContent: text }, language: "en-US" }],
  });

const read = (text: string): Attempted => {
  const answer: Answer = JSON.parse(text);
  return { status: answer.result.resultStatus, messageId: answer.messageId };
};

/** One message/send. Rejects when the connection breaks before the answer is complete. */
export const send = async (
  url: string,
  requestId: string,
  fetch = globalThis.fetch,
  body = requestBody(requestId),
): Promise<Attempted> => {
  const response = await fetch(`${url}/v2/miniprogram/message/send`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return read(await response.text());
};

/** All messages of the default namespace. */
export const listAll = async (url: string): Promise<Listed[]> => {
  const all: Listed[] = [];
  let cursor: string | undefined = "";
  while (cursor !== undefined) {
    const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const response = await fetch(`${url}/_stub/namespaces/default/messages?limit=1000${query}`);
    const page: { readonly messages: Listed[]; readonly next?: string } = await response.json();
    all.push(...page.messages);
    cursor = page.next;
  }
  return all;
};

/** A call of the control API with a JSON body. */
export const steer = async (url: string, method: string, path: string, body: object): Promise<void> => {
  const response = await fetch(`${url}/_stub/namespaces/default${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
};
