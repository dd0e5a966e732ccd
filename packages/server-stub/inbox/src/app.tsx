import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { superAppNames } from "./control/rows.js";
import { Bar, toggleControls } from "./frame/bar.js";
import { Disconnected } from "./frame/disconnected.js";
import { FilterBar } from "./frame/filter-bar.js";
import { Help } from "./frame/help.js";
import { PaneSwitch } from "./frame/pane-switch.js";
import { RefusalsNote } from "./frame/refusals-note.js";
import { SkipLinks } from "./frame/skip-links.js";
import { Empty, Failed, Loading } from "./frame/states.js";
import { Toast } from "./frame/toast.js";
import { JournalPane } from "./journal/journal-pane.js";
import { Controls } from "./panel/controls.js";
import { PhonesPane } from "./phone/phones-pane.js";
import { announce } from "./state/announce.js";
import { jumpTo } from "./state/jumps.js";
import { useObservable } from "./state/observable.js";
import { queryOf } from "./state/filter.js";
import { go, place, type Place } from "./state/place.js";
import { follow, type Following, type Session } from "./state/session.js";
import { listenToKeys } from "./state/shortcuts.js";
import { useVirtualNow } from "./state/virtual-now.js";

const useFollowing = (where: Place): Following => {
  const { namespace } = where;
  const current = useRef<{ readonly namespace: string; readonly following: Following } | undefined>(undefined);
  if (current.current?.namespace !== namespace) {
    current.current?.following.close();
    current.current = { namespace, following: follow(namespace, queryOf(where)) };
  }
  useEffect(() => () => current.current?.following.close(), []);
  useEffect(() => current.current?.following.ask(queryOf(where)), [where]);
  return current.current.following;
};

const Panes = ({ session, following }: { readonly session: Session; readonly following: Following }): JSX.Element => {
  const now = useVirtualNow(session.clock);
  if (session.phase === "loading") return <Loading />;
  if (session.failure !== undefined) return <Failed failure={session.failure} onRetry={following.reload} />;
  if (session.empty) return <Empty namespace={session.namespace} />;
  return (
    <>
      <PhonesPane session={session} now={now} onOlder={() => following.loadOlder("messages")} />
      <JournalPane session={session} onOlder={() => following.loadOlder("attempts")} />
    </>
  );
};

const useArrivals = ({ arrival }: Session): void => {
  useEffect(() => {
    if (arrival === undefined) return;
    const app = arrival.customerBelongsTo === undefined ? "" : ` in ${superAppNames[arrival.customerBelongsTo]}`;
    announce(`New message for ${arrival.customerId}${app}`);
  }, [arrival]);
};

const escape = (search: HTMLInputElement | null): boolean => {
  if (document.activeElement === search && search !== null) {
    if (search.value !== "") go({ search: "" }, "replace");
    else search.blur();
    return true;
  }
  const { panel, intent } = place.get();
  if (panel === "" && intent === "") return false;
  if (panel === "") go({ intent: "", message: "" });
  else toggleControls();
  return true;
};

/** The page. */
export const App = (): JSX.Element => {
  const where = useObservable(place);
  const following = useFollowing(where);
  const session = useObservable(following.session);
  const search = useRef<HTMLInputElement>(null);
  const [help, showHelp] = useState(false);
  const controlsOpen = where.panel !== "";
  useArrivals(session);
  useEffect(
    () =>
      listenToKeys({
        search: () => search.current?.focus(),
        help: () => showHelp(true),
        jump: jumpTo,
        escape: () => escape(search.current),
      }),
    [],
  );
  return (
    <div class="page" data-pane={where.pane} data-controls={controlsOpen ? "open" : "closed"}>
      <SkipLinks />
      <Bar session={session} controlsOpen={controlsOpen} onHelp={() => showHelp(true)}>
        <FilterBar where={where} field={search} />
      </Bar>
      {session.connection === "lost" && session.phase === "ready" && <Disconnected onRetry={following.reload} />}
      <RefusalsNote isLive={session.connection === "live"} />
      <main class="panes" id="main" tabIndex={-1}>
        <Panes session={session} following={following} />
        {controlsOpen && <Controls session={session} panel={where.panel} />}
      </main>
      <PaneSwitch where={where} />
      <Toast />
      {help && <Help onClose={() => showHelp(false)} />}
    </div>
  );
};
