import { useState } from "preact/hooks";
import { useChange, type Change } from "../panel/use-control.js";
import { makeKeyFor, sendRequest, type Answer, type Outgoing } from "./send-request.js";

/** What a component that sends shows, and how it sends. */
export type Sending = Pick<Change, "busy" | "failure"> & {
  readonly answer: Answer | undefined;
  /** The client whose key is missing. */
  readonly keyNeededFor: string | undefined;
  readonly send: (request: () => Promise<Outgoing> | Outgoing, onAnswer?: (answer: Answer) => void) => void;
  /** Makes the key and sends what could not be sent without it. */
  readonly makeKey: () => void;
};

export const useSending = (namespace: string): Sending => {
  const { busy, failure, run } = useChange();
  const [answer, show] = useState<Answer>();
  const [waiting, wait] = useState<{ readonly clientId: string; readonly again: () => Promise<void> }>();
  const send: Sending["send"] = (request, onAnswer) => {
    const attempt = async (): Promise<void> => {
      const sent = await sendRequest(namespace, await request());
      if ("keyNeededFor" in sent) {
        wait({ clientId: sent.keyNeededFor, again: attempt });
        return;
      }
      wait(undefined);
      show(sent.answer);
      onAnswer?.(sent.answer);
    };
    show(undefined);
    run(attempt);
  };
  const makeKey = (): void => {
    if (waiting === undefined) return;
    run(async () => {
      await makeKeyFor(namespace, waiting.clientId);
      await waiting.again();
    });
  };
  return { busy, failure, answer, keyNeededFor: waiting?.clientId, send, makeKey };
};
