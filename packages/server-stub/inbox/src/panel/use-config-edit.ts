import { useState } from "preact/hooks";
import { namespaceAddress } from "../control/address.js";
import { callTagged, type Tagged } from "../control/call.js";
import { wasOvertaken } from "../control/change-config.js";
import type { ControlFailure } from "../control/failure.js";
import type { Config } from "../control/rows.js";
import { announce } from "../state/announce.js";
import type { Session } from "../state/session.js";
import { mergeConfig } from "./merge-config.js";
import { useChange, useRead } from "./use-control.js";

/** What is being typed, and the configuration that it began as. */
type Edit = { readonly text: string; readonly base: Tagged<Config> };

/** The configuration being edited as text, by several people perhaps. */
export type ConfigEdit = {
  readonly text: string;
  /** As the stub has it. */
  readonly stored: Config | undefined;
  readonly edited: boolean;
  /** What the edited text began as, when the stub has another one by now. */
  readonly overtaken: Config | undefined;
  /** Places of the last merge where both had changed something. */
  readonly clashes: readonly string[];
  readonly busy: boolean;
  readonly refused: ControlFailure | undefined;
  readonly unread: ControlFailure | undefined;
  readonly type: (text: string) => void;
  readonly discard: () => void;
  /** Saves unless somebody else changed it meanwhile. */
  readonly save: () => void;
  readonly overwrite: () => void;
  readonly merge: () => void;
};

const textOf = (config: unknown): string => JSON.stringify(config, null, 2);

export const useConfigEdit = (session: Session): ConfigEdit => {
  const address = namespaceAddress(session.namespace, "config");
  const read = useRead<Config>(address, session.changes);
  const { answer, tag } = read;
  const { busy, failure: refused, run } = useChange();
  const [edited, edit] = useState<Edit>();
  const [clashes, tell] = useState<readonly string[]>([]);
  const text = edited?.text ?? (answer === undefined ? "" : textOf(answer));

  const discard = (): void => {
    edit(undefined);
    tell([]);
  };
  const saveOver = (ifMatch: string): void =>
    run(async () => {
      try {
        read.take(await callTagged<Config>(address, { method: "PUT", body: JSON.parse(text), ifMatch }));
        discard();
        announce("Configuration saved.");
      } catch (thrown) {
        if (!wasOvertaken(thrown)) throw thrown;
        read.again();
      }
    });
  return {
    text,
    stored: answer,
    edited: edited !== undefined,
    overtaken: edited === undefined || edited.base.tag === tag ? undefined : edited.base.answer,
    clashes,
    busy,
    refused,
    unread: read.failure,
    type: (typed) => {
      if (answer !== undefined) edit((before) => ({ base: before?.base ?? { answer, tag }, text: typed }));
    },
    discard,
    save: () => edited !== undefined && saveOver(edited.base.tag),
    overwrite: () => saveOver(tag),
    merge: () => {
      if (edited === undefined || answer === undefined) return;
      const merged = mergeConfig(edited.base.answer, JSON.parse(text), answer);
      edit({ text: textOf(merged.value), base: { answer, tag } });
      tell(merged.clashes);
      announce("Merged. Look it over, then save.");
    },
  };
};
