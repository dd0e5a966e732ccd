/** The documented SMS sample, with a requestId of its own. */
export const requestBody = (requestId: string): string =>
  `{"appId":"P000000000000001xxxx","authClientId":"202016726873874774774xxxx","requestId":"${requestId}",` +
  `"accessToken":"2019112719074101000700000077771xxxx","templateCode":"TP_5800000001xxxx","customerBelongsTo":"GCASH",` +
  `"templates":[{"templateParameters":{"customContent":"test content"},"language":"en-US"}]}`;

export const path = "/v2/miniprogram/message/send";
/** The sample's authClientId, which has to be known as soon as a client is seeded. */
export const clientId = "202016726873874774774xxxx";

/** Random, since ids in order would spare a database most of its work. */
export const newRequestId = (): string =>
  `${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`.slice(0, 24);
