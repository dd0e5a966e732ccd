import { median } from "./median.ts";
import { load, type Server } from "./process.ts";

/** What takes part in the comparison. */
export interface Contender {
  readonly name: string;
  readonly server: Server;
  readonly seconds: number;
  /** When given, every request is signed with it. */
  readonly privateKey?: string;
  readonly signedRequests?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Stands in the body of every right answer; a message that was taken, when left out. */
  readonly expected?: string;
}

export interface Throughput {
  /** Medians of the rounds, in answers of a second. */
  readonly rate: number;
  /** Median of the ratios to the reference of the same round, so that a noisy moment does less harm. */
  readonly ratio: number;
  readonly p99: number;
  /** Microseconds of processor time that one request takes: of the server's first thread, of its other ones, of the load generator. */
  readonly main: number;
  readonly others: number;
  readonly generator: number;
}

const connections = 32;

/** What the stub and Prism answer for a message that was taken. */
export const taken = '"resultStatus":"S"';

/** Measures all contenders in turn, round by round; the first one is the reference. Returns the figures by name. `afterRound` measures something of its own, in turn with them. */
export const compare = async (
  contenders: readonly Contender[],
  rounds: number,
  afterRound: () => void = () => {},
): Promise<(name: string) => Throughput> => {
  const seen = new Map<string, Throughput[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    let reference: number | undefined;
    for (const { name, server, ...job } of contenders) {
      const before = await server.cpuTime();
      const { rate, p99, requests, cpu } = await load({ url: server.url, connections, expected: taken, ...job });
      const after = await server.cpuTime();
      const spent = (of: "main" | "all"): number => (((after?.[of] ?? 0) - (before?.[of] ?? 0)) / requests) * 1e6;
      reference ??= rate;
      // The first round is for warming up.
      if (round > 0) {
        const [main, generator] = [spent("main"), cpu * 1e6];
        seen.get(name)?.push({ rate, ratio: rate / reference, p99, main, others: spent("all") - main, generator });
      }
    }
    afterRound();
  }
  return (name) => {
    const rows = seen.get(name) ?? [];
    const of = (key: keyof Throughput): number => median(rows.map((row) => row[key]));
    return {
      rate: of("rate"),
      ratio: of("ratio"),
      p99: of("p99"),
      main: of("main"),
      others: of("others"),
      generator: of("generator"),
    };
  };
};
