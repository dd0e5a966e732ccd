import type { Fault } from "../engine/control.js";
import { isObject } from "../spec/json.js";
import { sharedKeyPair } from "../signing/keys.js";
import { millisecondsOf } from "./duration.js";
import type { Rules } from "./rules.js";
import type { ReceivedRequest } from "./signature.js";
import { newState, type Config, type World } from "./world.js";

const json = (value: unknown): Response => Response.json(value);

/** The part of the control API that the laws use. */
export const createControlHandler =
  ({ worldOf, worlds }: Worlds, rules: Rules) =>
  async (request: ReceivedRequest): Promise<Response> => {
    if (request.path === "/_stub/health") return json({ status: "ok", version: "reference", store: "memory" });
    if (request.path === "/_stub/platform-key") {
      return json({ keyVersion: "1", publicKey: (await sharedKeyPair(3)).spki });
    }
    const match = /^\/_stub\/namespaces\/([^/]+)\/(.*)$/u.exec(request.path);
    const call = calls[`${request.method} ${match?.[2] ?? ""}`];
    if (match?.[1] === undefined || call === undefined) return Response.json({ error: {} }, { status: 404 });
    const body: unknown = request.body.length === 0 ? undefined : JSON.parse(new TextDecoder().decode(request.body));
    return json(call(worldOf(match[1]), { query: request.query, body, rules, worlds }));
  };

interface Worlds {
  readonly worldOf: (name: string) => World;
  readonly worlds: ReadonlyMap<string, World>;
}

interface Call extends Pick<Worlds, "worlds"> {
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly rules: Rules;
}

const clock = (world: World): unknown => ({
  now: new Date(Date.now() + world.clockOffset).toISOString(),
  advanced: `PT${world.clockOffset / 1000}S`,
});

// Only the suite itself steers a reference server, and it writes what is legal.
const isConfig = (value: unknown): value is Config => isObject(value);
const isFault = (value: unknown): value is Fault => isObject(value) && isObject(value["effect"]);

const calls: Readonly<Record<string, (world: World, call: Call) => unknown>> = {
  "GET messages": (world, { query, rules, worlds }) => ({
    messages: (rules.listsApart ? world.messages : [...worlds.values()].flatMap((other) => other.messages)).filter(
      (message) =>
        (["requestId", "messageId", "channel", "customerBelongsTo"] as const).every(
          (name) => (query.get(name) ?? message[name]) === message[name],
        ),
    ),
  }),
  "GET config": (world) => world.config,
  "PUT config": (world, { body }) => (world.config = isConfig(body) ? body : {}),
  "POST faults": (world, { body }) => isFault(body) && world.faults.push({ fault: body, happened: 0 }),
  "GET clock": clock,
  "POST clock": (world, { body }) => {
    world.clockOffset += millisecondsOf(isObject(body) ? String(body["advance"]) : "");
    return clock(world);
  },
  "POST reset": (world, { rules }) => {
    const { messages, config } = world;
    const stored = new Map(world.stored);
    world.stored.clear();
    Object.assign(world, newState());
    if (rules.keepsOnReset === "stored") world.stored = stored;
    if (rules.keepsOnReset === "messages") world.messages = messages;
    world.config = rules.keepsOnReset === "nothing" ? {} : config;
    return {};
  },
};
