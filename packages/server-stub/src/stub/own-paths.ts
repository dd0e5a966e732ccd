import { answerControl, isControl } from "../control/app.js";
import type { ControlContext } from "../control/context.js";
import { version } from "../distribution/version.js";
import { pathAt } from "../gateway/app.js";
import type { Wire } from "../gateway/wire.js";
import { answerPage } from "../pages/pages.js";

/** A stub at one address, as its control API and its pages look at it. */
export interface OwnContext extends Omit<ControlContext, "version"> {
  readonly prefix: string | undefined;
}

/** Answers whatever is none of the API's paths. Loaded by the first request that is: a test may do without. */
export const answerOwn = (request: Request, wire: Wire, context: OwnContext): Promise<Response> =>
  isControl(pathAt(request, wire))
    ? answerControl(request, wire, { ...context, version })
    : answerPage(request, wire, context);
