import { useCallback, useEffect, useState } from "preact/hooks";
import { call } from "../control/call.js";
import { asFailure, type ControlFailure } from "../control/failure.js";

/** What a control call answered, read again whenever `revision` grows. */
export type Read<Answer> = { readonly answer: Answer | undefined; readonly failure: ControlFailure | undefined };

export const useRead = <Answer>(address: string, revision: number): Read<Answer> => {
  const [read, take] = useState<Read<Answer>>({ answer: undefined, failure: undefined });
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      try {
        const answer = await call<Answer>(address);
        if (wanted) take({ answer, failure: undefined });
      } catch (thrown) {
        if (wanted) take((before) => ({ ...before, failure: asFailure(thrown) }));
      }
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [address, revision]);
  return read;
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
