import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { stubAddress } from "../control/address.js";
import { call } from "../control/call.js";
import type { Refusal, RefusalList } from "../control/rows.js";
import { journalTime } from "../state/time.js";
import { Icon } from "./icon.js";

/** Time between two looks, in ms: what is refused has no event of its own, since it belongs to no namespace. */
const PAUSE = 5000;
const SHOWN = 5;

const NONE: RefusalList = { refusals: [], total: 0 };

/** Looks while the stub answers and somebody can see the page. */
const useRefusals = (isLive: boolean): RefusalList => {
  const [list, take] = useState(NONE);
  useEffect(() => {
    if (!isLive) return undefined;
    const look = (): void => {
      if (document.hidden) return;
      call<RefusalList>(stubAddress("refusals")).then(take, () => undefined);
    };
    look();
    const timer = setInterval(look, PAUSE);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [isLive]);
  return list;
};

const counted = (count: number): string => (count === 1 ? "1 request was" : `${count} requests were`);

const Row = ({ at, method, path, message }: Refusal): JSX.Element => (
  <li>
    <time>{journalTime(at)}</time> <bdi class="call">{`${method} ${path}`.trim()}</bdi> <bdi>{message}</bdi>
  </li>
);

/** Says that the stub refused something for its own sake: the journal knows nothing of it. */
export const RefusalsNote = ({ isLive }: { readonly isLive: boolean }): JSX.Element | null => {
  const { refusals, total } = useRefusals(isLive);
  const [seen, see] = useState(0);
  // A stub that was started again counts from nothing.
  const news = total < seen ? total : total - seen;
  if (news === 0) return null;
  const shown = refusals.slice(0, Math.min(news, SHOWN));
  return (
    <div class="refusals" role="status">
      <Icon name="warn" />
      <details>
        <summary>
          <strong>{counted(news)} refused</strong> before they reached the platform, the last:{" "}
          <bdi>{shown[0]?.message}</bdi>
        </summary>
        <ol>
          {shown.map((row) => (
            <Row key={`${row.at} ${row.path}`} {...row} />
          ))}
        </ol>
      </details>
      <button type="button" class="button" onClick={() => see(total)}>
        Dismiss
      </button>
    </div>
  );
};
