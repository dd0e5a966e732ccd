import { useCallback, useEffect, useState } from "preact/hooks";
import { callTagged, type Tagged } from "../control/call.js";
import { asFailure, type ControlFailure } from "../control/failure.js";

/** What a control call answered with its `ETag`, read again whenever `revision` grows. */
export type Read<Answer> = {
  readonly answer: Answer | undefined;
  readonly tag: string;
  readonly failure: ControlFailure | undefined;
  /** Asks again. */
  readonly again: () => void;
  /** Takes an answer that another call gave. */
  readonly take: (given: Tagged<Answer>) => void;
};

export const useRead = <Answer>(address: string, revision: number): Read<Answer> => {
  const [read, take] = useState<Pick<Read<Answer>, "answer" | "tag" | "failure">>({
    answer: undefined,
    tag: "",
    failure: undefined,
  });
  const [asked, ask] = useState(0);
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      try {
        const { answer, tag } = await callTagged<Answer>(address);
        if (wanted) take({ answer, tag, failure: undefined });
      } catch (thrown) {
        if (wanted) take((before) => ({ ...before, failure: asFailure(thrown) }));
      }
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [address, revision, asked]);
  return {
    ...read,
    again: () => ask((count) => count + 1),
    take: (given) => take({ ...given, failure: undefined }),
  };
};

/** Runs a change one at a time and keeps its failure until the next one. */
export type Change = {
  readonly busy: boolean;
  readonly failure: ControlFailure | undefined;
  readonly run: (change: () => Promise<void>) => void;
};

export const useChange = (): Change => {
  const [busy, setBusy] = useState(false);
  const [failure, fail] = useState<ControlFailure>();
  const run = useCallback((change: () => Promise<void>) => {
    setBusy(true);
    fail(undefined);
    change()
      .catch((thrown: unknown) => fail(asFailure(thrown)))
      .finally(() => setBusy(false));
  }, []);
  return { busy, failure, run };
};
