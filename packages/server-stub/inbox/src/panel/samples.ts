import type { Channel, Operation } from "../control/rows.js";

/** The documented samples that the form can send. */
export type SampleName = Channel | "LEGACY";

type Body = Readonly<Record<string, unknown>>;

/** A request sample of the spec, and the operation it is for. */
export type Sample = { readonly operation: Operation; readonly body: Body };

export const sampleNames: readonly (readonly [SampleName, string])[] = [
  ["PUSH", "Push"],
  ["SMS", "SMS"],
  ["INBOX", "Inbox"],
  ["LEGACY", "sendInbox"],
];

export const loadSamples = async (): Promise<Readonly<Record<SampleName, Sample>>> => {
  const [push, sms, inbox, legacy] = await Promise.all([
    import("spec:examples/send-message.push.request.json"),
    import("spec:examples/send-message.sms.request.json"),
    import("spec:examples/send-message.inbox.request.json"),
    import("spec:examples/send-inbox.request.json"),
  ]);
  return {
    PUSH: { operation: "sendMessage", body: push.default },
    SMS: { operation: "sendMessage", body: sms.default },
    INBOX: { operation: "sendMessage", body: inbox.default },
    LEGACY: { operation: "sendInbox", body: legacy.default },
  };
};

const letters = "abcdefghijkmnpqrstuvwxyz23456789";

/** A requestId that was hardly used before, easy to read aloud. */
export const newRequestId = (): string =>
  `sample-${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => letters[byte % letters.length]).join("")}`;

/** The sample as text for the editor, with the requestId put in. */
export const sampleText = ({ body }: Sample, change: Body): string => JSON.stringify({ ...body, ...change }, null, 2);
