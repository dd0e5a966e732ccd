import { type Eventually, isPending } from "../model/eventually.js";
import { virtualNow } from "../platform/dependencies.js";
import { registryOf } from "../platform/registry.js";
import type { Attempt, EarlyVerdict } from "../platform/request.js";
import type { NamespaceState } from "../store/store.js";
import { maskRequest, shortId } from "./mask.js";
import { signaturesUnderWay } from "./native-key.js";
import { judgeParameters, peek } from "./parameters.js";
import { type SignatureFinding, checkSignature } from "./signature.js";
import type { Transport } from "./transport-fault.js";
import type { RequestContext } from "./request-context.js";

const RESET: EarlyVerdict = { state: "connection-reset", code: "UNKNOWN_EXCEPTION", detail: "reset: planned fault" };

/** Why the platform never sees a request. */
const neverArrives = ({ damage, http }: Transport): EarlyVerdict | undefined => {
  if (damage === "reset") return RESET;
  if (!http || damage) return undefined;
  return { state: "answered-by-proxy", code: "UNKNOWN_EXCEPTION", detail: `http: planned fault, ${http.status}` };
};

const WRONG_METHOD: EarlyVerdict = {
  state: "method-wrong",
  code: "METHOD_NOT_SUPPORTED",
  detail: "method: must be POST",
};
const INACTIVE: EarlyVerdict = { state: "operation-inactive", code: "INVALID_API", detail: "operation: is not active" };
const UNSIGNED: SignatureFinding = { verified: false };

/** Sent by the inbox page, which sees masked tokens alone; no other page may set it without being asked. */
const UNMASK = "x-stub-unmask";

type Judged = ReturnType<typeof judgeParameters>;

const isVerdict = (judged: Judged): judged is EarlyVerdict => "state" in judged;

interface Judgement {
  readonly finding: SignatureFinding;
  readonly judged: Judged;
}

/** From the signature to the parameters. Only what has to be verified takes a turn of the event loop. */
const judge = (context: RequestContext, state: NamespaceState): Eventually<Judgement> => {
  const { call, operation, reading } = context;
  const { dependencies } = context.gateway;
  if (call.method !== "POST") return { finding: UNSIGNED, judged: WRONG_METHOD };
  const registry = registryOf(state.config);
  const go = (finding: SignatureFinding): Judgement => {
    if (finding.early) return { finding, judged: finding.early };
    if (registry.inactive.has(operation)) return { finding, judged: INACTIVE };
    const [type, coding] = [call.header("content-type"), call.header("content-encoding")];
    return { finding, judged: judgeParameters(operation, type, reading, coding) };
  };
  const finding = checkSignature(context, registry, virtualNow(dependencies, state));
  return isPending(finding) ? finding.then(go) : go(finding);
};

export interface JudgedRequest {
  readonly attempt: Attempt;
  /** Whether the sender is known. */
  readonly isVerified: boolean;
}

const attemptOf = (context: RequestContext, transport: Transport, { finding, judged }: Judgement): JudgedRequest => {
  const { call, namespace, operation, reading, requestId } = context;
  const clientId = call.header("client-id") || peek(reading, "authClientId");
  const isLegal = !isVerdict(judged);
  const base = {
    namespace,
    operation,
    requestId,
    // What was refused may be of any length; what was not is part of the idempotency key.
    clientId: isLegal ? clientId : shortId(clientId),
    pendingSignatures: signaturesUnderWay(),
    unmasks: call.header(UNMASK) === "true",
    request: maskRequest(call, reading.text, isLegal ? judged : undefined),
    ...(finding.signature && { signature: finding.signature }),
    ...(transport.ids.length > 0 && { faults: transport.ids }),
    ...(transport.damage && { lost: true }),
    ...(transport.http && !transport.damage && { httpStatus: transport.http.status }),
  };
  const attempt = isLegal ? { ...base, body: judged } : { ...base, early: judged };
  return { attempt, isVerified: finding.verified };
};

/** The attempt that the platform gets, judged by this state. */
export const toAttempt = (
  context: RequestContext,
  transport: Transport,
  state: NamespaceState,
): Eventually<JudgedRequest> => {
  const early = neverArrives(transport);
  const judgement = early ? { finding: UNSIGNED, judged: early } : judge(context, state);
  const go = (judged: Judgement): JudgedRequest => attemptOf(context, transport, judged);
  return isPending(judgement) ? judgement.then(go) : go(judgement);
};
