import type { KeyObject } from "node:crypto";
import type { Fetch } from "../engine/target.js";
import { isJsonObject, type JsonObject } from "../spec/json.js";
import { operations, type Operation } from "../spec/operation.js";
import { sharedKeyPair } from "../signing/keys.js";
import { contentBytes, signContent } from "../signing/signer.js";
import { createControlHandler } from "./control.js";
import { takeFault } from "./faults.js";
import { decide } from "./platform.js";
import { defaultRules, type Rules } from "./rules.js";
import { checkSignature, type ReceivedRequest } from "./signature.js";
import { newWorld, type Attempt, type Decision, type World } from "./world.js";

/** A second implementation of the protocol, small and in memory: what the suite is tried on, and what mutants change. */
export interface ReferenceServer {
  readonly fetch: Fetch;
  readonly baseUrl: string;
  readonly controlUrl: string;
}

const baseUrl = "http://reference.invalid";

export const createReferenceServer = (changed: Partial<Rules> = {}): ReferenceServer => {
  const rules: Rules = { ...defaultRules, ...changed };
  const worlds = new Map<string, World>();
  const shared: World["stored"] = new Map();
  const worldOf = (name: string): World => {
    const world = worlds.get(name) ?? newWorld(name, rules.initial);
    if (!rules.storedApart) world.stored = shared;
    worlds.set(name, world);
    return world;
  };
  const control = createControlHandler({ worldOf, worlds }, rules);
  const fetch: Fetch = async (input, init) => {
    const request = await receive(input, init);
    return request.path.startsWith("/_stub/") ? control(request) : handle(request, { worldOf, rules });
  };
  return { fetch, baseUrl, controlUrl: `${baseUrl}/_stub` };
};

const receive = async (input: string, init: RequestInit): Promise<ReceivedRequest> => {
  // Request normalises headers and body the way a server would receive them; its own signal handling is not needed.
  const { signal: _, ...rest } = init;
  const request = new Request(input, rest);
  const url = new URL(input);
  return {
    method: request.method,
    uri: url.pathname + url.search,
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: new Uint8Array(await request.arrayBuffer()),
  };
};

interface Server {
  readonly worldOf: (name: string) => World;
  readonly rules: Rules;
}

const handle = async (request: ReceivedRequest, { worldOf, rules }: Server): Promise<Response> => {
  const { namespace, rest } = splitNamespace(request.path);
  const legal = rules.namespacePattern.test(decodeURIComponent(namespace));
  const route = rules.routePath(rest);
  const operation = operations.find(({ path }) => legal && route.endsWith(path));
  if (operation === undefined) return envelopeOnly(rules, rules.pathCode(rest));
  const world = worldOf(namespace);
  const refused = refusedEnvelope(request, rules);
  const signature = checkSignature(world, request, rest, rules);
  const answer = async (decision: Decision, body: JsonObject = {}): Promise<Response> =>
    respond({ rules, operation, request, verified: signature.verified, world, body, decision });
  if (refused !== undefined) {
    return rules.plainRefusals ? new Response("Not Allowed", { status: 405 }) : answer({ code: refused });
  }
  const body = readBody(request, rules);
  if (body === undefined)
    return answer({ code: signature.code ?? rules.malformedCode(new TextDecoder().decode(request.body)) });
  const now = Date.now() + world.clockOffset;
  const clientId = request.headers.get("Client-Id") ?? undefined;
  const attempt: Attempt = { operation, body, clientId, signature: signature.code, now };
  return exchange(world, attempt, rules, answer);
};

const exchange = async (
  world: World,
  attempt: Attempt,
  rules: Rules,
  answer: (decision: Decision, body: JsonObject) => Promise<Response>,
): Promise<Response> => {
  if (takeFault(world, attempt, "reset") !== undefined) throw new TypeError("connection reset");
  const lost = takeFault(world, attempt, "lostResponse") !== undefined;
  const stored = new Map(world.stored);
  const decision = await decideWithPause(world, attempt, rules);
  if (!lost) return answer(decision, attempt.body);
  if (!rules.keepsWhenLost) world.stored = stored;
  throw new TypeError("connection closed");
};

/** With a pause between looking and storing, parallel equal requests all find nothing stored. */
const decideWithPause = async (world: World, attempt: Attempt, rules: Rules): Promise<Decision> => {
  if (rules.pause === undefined) return decide(world, attempt, rules);
  const snapshot = new Map(world.stored);
  await rules.pause();
  const latest = world.stored;
  world.stored = snapshot;
  const decision = decide(world, attempt, rules);
  world.stored = new Map([...latest, ...snapshot]);
  return decision;
};

const splitNamespace = (path: string): { namespace: string; rest: string } => {
  const match = /^\/ns\/([^/]*)(\/.*)$/u.exec(path);
  return match === null ? { namespace: "default", rest: path } : { namespace: match[1] ?? "", rest: match[2] ?? "" };
};

const refusedEnvelope = ({ method, headers }: ReceivedRequest, rules: Rules): string | undefined => {
  if (!rules.acceptsMethod(method)) return rules.methodCode;
  if (!rules.acceptsHeaders(headers)) return rules.malformedCode("");
  return rules.acceptsMediaType(headers.get("Content-Type")) ? undefined : rules.mediaTypeCode;
};

const readBody = ({ body }: ReceivedRequest, rules: Rules): JsonObject | undefined => {
  if (body.length > rules.sizeLimit) return undefined;
  try {
    const value = rules.readValue(rules.parse(rules.decode(body)));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const envelopeOnly = (rules: Rules, code: string): Response => {
  if (rules.plainRefusals) return new Response("Not Found", { status: 404 });
  const row = operations[0] === undefined ? undefined : rules.resultOf(operations[0], code);
  const result = { resultCode: code, resultStatus: "F", resultMessage: row?.message ?? "" };
  return new Response(JSON.stringify({ result }), { status: rules.httpStatus("F"), headers: jsonHeaders });
};

const jsonHeaders = { "Content-Type": "application/json; charset=UTF-8" };

interface Answering {
  readonly rules: Rules;
  readonly operation: Operation;
  readonly request: ReceivedRequest;
  readonly verified: boolean;
  readonly world: World;
  readonly body: JsonObject;
  readonly decision: Decision;
}

const respond = async ({
  rules,
  operation,
  request,
  verified,
  world,
  body,
  decision,
}: Answering): Promise<Response> => {
  const { status, result } = resultOf(rules, operation, decision);
  const replayed = decision.replayed ?? false;
  const spelling = world.config.policies?.extendInfoSpelling ?? "both";
  const value = rules.answer({
    result,
    messageId: decision.messageId,
    echo: status === "S" || status === "A" ? rules.echo(operation, body, spelling, replayed) : {},
  });
  const text = rules.serialise(value);
  const signed = rules.signsAnswer(verified, status, replayed)
    ? await answerHeaders(request, { text, replayed, now: new Date(Date.now() + world.clockOffset) }, rules)
    : {};
  return new Response(text, {
    status: rules.httpStatus(status),
    headers: { "Content-Type": rules.answerType, ...rules.headers(operation, status), ...signed },
  });
};

const resultOf = (rules: Rules, operation: Operation, { code, detail }: Decision) => {
  const row = rules.resultOf(operation, code);
  const status = row?.status ?? "F";
  const result = { resultCode: row?.code ?? code, resultStatus: status, resultMessage: detail ?? row?.message ?? "" };
  return { status, result };
};

const answerHeaders = async (
  { method, uri, headers }: ReceivedRequest,
  { text, now, replayed }: { readonly text: string; readonly now: Date; readonly replayed: boolean },
  rules: Rules,
) => {
  const clientId = headers.get("Client-Id") ?? "";
  const time = rules.answerTime(now, headers.get("Request-Time") ?? "");
  const body = new TextEncoder().encode(text);
  const content = contentBytes(rules.answerContent({ method, uri, clientId, time, body }, replayed));
  const key: KeyObject = (await sharedKeyPair(3)).privateKey;
  return {
    signature: rules.answerHeader(signContent(content, key), "1"),
    "client-id": clientId,
    "response-time": time,
  };
};
