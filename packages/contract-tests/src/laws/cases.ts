import type { Case } from "../engine/case.js";
import * as codes from "./codes.js";
import * as delivery from "./delivery.js";
import * as deprecation from "./deprecation.js";
import * as extendInfo from "./extend-info.js";
import * as faults from "./faults.js";
import * as limits from "./limits.js";
import * as messageId from "./message-id.js";
import { differentIds } from "./different-ids.js";
import { model } from "./model.js";
import * as namespace from "./namespace.js";
import { orderOfVerdicts } from "./order.js";
import * as replay from "./replay.js";
import { replayLater } from "./replay-later.js";
import * as requestId from "./request-id.js";
import * as response from "./response.js";
import * as retry from "./retry.js";
import { replayWithOtherToken, sameRequestId } from "./same-request.js";
import * as scope from "./scope.js";
import * as state from "./state.js";

const { stateToCode, ...otherState } = state;

export const lawCases: readonly Case[] = [
  ...Object.values(replay),
  replayLater,
  ...Object.values(retry),
  ...sameRequestId,
  replayWithOtherToken,
  ...differentIds,
  ...Object.values(scope),
  ...Object.values(messageId),
  ...Object.values(delivery),
  ...Object.values(codes),
  ...Object.values(response),
  ...stateToCode,
  ...Object.values(otherState),
  ...Object.values(requestId),
  ...Object.values(limits),
  orderOfVerdicts,
  ...Object.values(extendInfo),
  ...Object.values(faults),
  ...Object.values(namespace),
  ...Object.values(deprecation),
  model,
];
