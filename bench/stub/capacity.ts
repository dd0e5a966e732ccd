/** What one request takes, in seconds. */
export interface Demand {
  /** Of the stub's one JavaScript thread. */
  readonly main: number;
  /** Of its other threads, which verify and sign. */
  readonly others: number;
  /** Of the database's processes. */
  readonly database: number;
  /** Of the load generator. */
  readonly generator: number;
  /** While which no other batch can be written: the row that gives out sequences is locked until its COMMIT is on the disk. */
  readonly exclusive: number;
}

export interface Machine {
  readonly cores: number;
  readonly replicas: number;
  readonly connections: number;
}

/** Everything that works at a time, each with what waits for it. */
interface Station {
  readonly servers: number;
  readonly time: number;
  /** Whether it needs a core while it works. */
  readonly onCore: boolean;
}

/** Stations that a request goes through in turn. Each replica has its own, and half of the load. */
const stationsOf = (
  { main, others, database, generator, exclusive }: Demand,
  { replicas, cores }: Machine,
): Station[] => [
  { servers: replicas, time: generator, onCore: true },
  { servers: replicas, time: main, onCore: true },
  { servers: 4 * replicas, time: others, onCore: true },
  { servers: cores, time: database, onCore: true },
  { servers: 1, time: exclusive, onCore: false },
];

/**
 * A discrete-event simulation of a closed system: so many connections, each with one request that goes round through all
 * stations. A station works on as many at a time as it has servers, and whoever works on a core needs one that is free. First
 * come, first served. Times are exponential around their mean, drawn from a fixed seed.
 *
 * @returns requests of a second
 */
export const simulate = (demand: Demand, machine: Machine, requests = 40_000): number => {
  const stations = stationsOf(demand, machine);
  const free = stations.map(({ servers }) => servers);
  let cores = machine.cores;
  let now = 0;
  let done = 0;
  let seed = 1;
  const draw = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const waiting: { readonly station: number }[] = Array.from({ length: machine.connections }, () => ({ station: 0 }));
  const working: { readonly station: number; readonly until: number }[] = [];

  const startAll = (): void => {
    for (let index = 0; index < waiting.length;) {
      const { station } = waiting[index] ?? { station: 0 };
      const { time = 0, onCore = false } = stations[station] ?? {};
      if ((free[station] ?? 0) > 0 && (!onCore || cores > 0)) {
        waiting.splice(index, 1);
        free[station] = (free[station] ?? 0) - 1;
        if (onCore) cores -= 1;
        working.push({ station, until: now - time * Math.log(draw()) });
      } else {
        index += 1;
      }
    }
  };

  while (done < requests) {
    startAll();
    let next = 0;
    for (const [index, { until }] of working.entries()) if (until < (working[next]?.until ?? Infinity)) next = index;
    const [ended] = working.splice(next, 1);
    if (ended === undefined) break;
    now = ended.until;
    free[ended.station] = (free[ended.station] ?? 0) + 1;
    if (stations[ended.station]?.onCore) cores += 1;
    const station = (ended.station + 1) % stations.length;
    if (station === 0) done += 1;
    waiting.push({ station });
  }
  return done / now;
};
