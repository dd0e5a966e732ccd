import type { Case } from "../engine/case.js";
import * as codes from "./codes.js";
import * as delivery from "./delivery.js";
import * as deprecation from "./deprecation.js";
import * as extendInfo from "./extend-info.js";
import * as faults from "./faults.js";
import * as messageId from "./message-id.js";
import { model } from "./model.js";
import * as namespace from "./namespace.js";
import { orderOfVerdicts } from "./order.js";
import * as replay from "./replay.js";
import * as retry from "./retry.js";
import * as scope from "./scope.js";
import * as state from "./state.js";

const { stateToCode, ...otherState } = state;

export const lawCases: readonly Case[] = [
  ...Object.values(replay),
  ...Object.values(retry),
  ...Object.values(scope),
  ...Object.values(messageId),
  ...Object.values(delivery),
  ...Object.values(codes),
  ...stateToCode,
  ...Object.values(otherState),
  orderOfVerdicts,
  ...Object.values(extendInfo),
  ...Object.values(faults),
  ...Object.values(namespace),
  ...Object.values(deprecation),
  model,
];
