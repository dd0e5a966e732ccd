import { textOf } from "../spec/json.js";
import { operations, type Operation, type Schema } from "../spec/operation.js";
import type { LegalVariant } from "./variant.js";

const [sample = {}] = Object.values(operations[0]?.samples ?? {});

const text = (name: string): string => textOf(sample[name] ?? "");

/** The request with other schemas for the fields that the operation has. */
const withSchemas =
  (schemas: Readonly<Record<string, Schema>>) =>
  ({ request }: Operation): Schema => ({
    ...request,
    properties: Object.fromEntries(
      Object.entries(request.properties ?? {}).map(([name, schema]) => [name, schemas[name] ?? schema]),
    ),
  });

const ownSuperApp: Schema = { type: "string", enum: [text("customerBelongsTo")] };

/** Choices about whom and what the server knows: the samples' own, and nobody else. */
export const registryVariants: readonly LegalVariant[] = [
  {
    id: "known-templates",
    choice: "Only the template of the samples exists; sendInbox answers another with PARAM_ILLEGAL.",
    rules: { initial: { templates: [{ templateCode: text("templateCode"), channel: "INBOX", contents: {} }] } },
  },
  {
    id: "known-token",
    choice: "Only the token of the samples is valid.",
    rules: {
      initial: { users: [{ accessToken: text("accessToken"), customerId: "customer-1", status: "ACTIVE" }] },
    },
  },
  {
    id: "known-app",
    choice: "Only the app of the samples may send.",
    rules: { initial: { apps: [{ appId: text("appId"), features: ["Send_Message"] }] } },
  },
  {
    id: "one-super-app",
    choice: "Only the super app of the samples is connected.",
    rules: {
      request: withSchemas({ customerBelongsTo: ownSuperApp }),
    },
  },
  {
    id: "nothing-but-the-sample",
    choice: "Token, app, template and super app are those of the samples, and extendInfo is that of the page.",
    rules: {
      initial: {
        templates: [{ templateCode: text("templateCode"), channel: "INBOX", contents: {} }],
        users: [{ accessToken: text("accessToken"), customerId: "customer-1", status: "ACTIVE" }],
        apps: [{ appId: text("appId"), features: ["Send_Message"] }],
      },
      request: withSchemas({
        customerBelongsTo: ownSuperApp,
        extendInfo: { type: ["string", "null"], enum: ["This is additional information"] },
      }),
    },
  },
  {
    id: "nobody-known",
    choice: "The tokens of the samples are unknown, as on every real server.",
    rules: { initial: { users: [{ accessToken: "somebody's", customerId: "customer-1", status: "ACTIVE" }] } },
  },
  {
    id: "limit-per-user",
    choice: "A user gets a hundred messages an hour.",
    rules: { initial: { limits: { perUser: { count: 100, window: "PT1H" } } } },
  },
];
