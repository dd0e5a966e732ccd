import { namespaceAddress } from "./address.js";
import { callTagged } from "./call.js";
import { ControlFailure } from "./failure.js";
import type { Config } from "./rows.js";

const MOST_TRIES = 4;

/** Whether a change came too late, since somebody else changed the same thing. */
export const wasOvertaken = (thrown: unknown): boolean => thrown instanceof ControlFailure && thrown.status === 412;

/** Changes a part of the configuration; when somebody else was quicker, the change is made to theirs. */
export const changeConfig = async (namespace: string, change: (config: Config) => Config): Promise<Config> => {
  const address = namespaceAddress(namespace, "config");
  for (let tries = 1; ; tries += 1) {
    const { answer, tag } = await callTagged<Config>(address);
    try {
      const { answer: changed } = await callTagged<Config>(address, {
        method: "PUT",
        body: change(answer),
        ifMatch: tag,
      });
      return changed;
    } catch (thrown) {
      if (!wasOvertaken(thrown) || tries === MOST_TRIES) throw thrown;
    }
  }
};
