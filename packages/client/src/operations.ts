import createTypedFetch from "openapi-fetch";
import { type ObjectRule, sendInboxConstraints, sendMessageConstraints } from "./generated/constraints.js";
import type { operations, paths } from "./generated/paths.js";

/** The operations of the API, by their operationId. */
export type Operation = keyof operations;

/** The request body of each operation, by operationId. */
export type RequestOf<Id extends Operation> = operations[Id]["requestBody"]["content"]["application/json"];

export const requestRules: Readonly<Record<Operation, ObjectRule>> = {
  sendMessage: sendMessageConstraints,
  sendInbox: sendInboxConstraints,
};

/** Sends to `url` and gives back the text of an answer that may be parsed. */
export type Exchange = (url: string) => Promise<string>;

/** Calls one operation with the frozen `text` of its body. What it resolves to is parsed, and not yet trusted. */
export type Call = (text: string, exchange: Exchange) => Promise<unknown>;

/**
 * Stands in for `Request`, which the library builds only to hand it to its `fetch`. A native one would take the body
 * apart into a stream; the attempt has the frozen text, so the address is all that is needed.
 */
class Address {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }
}

/** The calls of a deployment: path and body are typed by the generated `paths`, the bytes are those that were frozen. */
export const operationCalls = (baseUrl: string): Readonly<Record<Operation, Call>> => {
  const api = createTypedFetch<paths>({ baseUrl, Request: Address as unknown as typeof Request });
  const through = (text: string, exchange: Exchange) => ({
    bodySerializer: () => text,
    fetch: async ({ url }: { url: string }) => new Response(await exchange(url)),
  });
  return {
    sendMessage: async (text, exchange) => {
      const body = JSON.parse(text) as RequestOf<"sendMessage">;
      return (await api.POST("/v2/miniprogram/message/send", { body, ...through(text, exchange) })).data;
    },
    sendInbox: async (text, exchange) => {
      const body = JSON.parse(text) as RequestOf<"sendInbox">;
      return (await api.POST("/v2/messages/sendInbox", { body, ...through(text, exchange) })).data;
    },
  };
};
