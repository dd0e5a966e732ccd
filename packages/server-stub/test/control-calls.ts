import { NS } from "./asking.js";

/** Every call but health, with what it takes. */
export const CALLS: [method: string, path: string, hasQuery?: boolean, hasBody?: boolean][] = [
  ["GET", "/metrics"],
  ["GET", "/refusals"],
  ["GET", "/platform-key"],
  ["GET", "/namespaces"],
  ["POST", "/signature/diagnose", false, true],
  ["GET", `${NS}/messages`, true],
  ["GET", `${NS}/messages/x/deliveries`],
  ["GET", `${NS}/journal`, true],
  ["GET", `${NS}/report`],
  ["GET", `${NS}/config`],
  ["PUT", `${NS}/config`, false, true],
  ["POST", `${NS}/config/reload`],
  ["GET", `${NS}/faults`],
  ["POST", `${NS}/faults`, false, true],
  ["DELETE", `${NS}/faults`, true],
  ["GET", `${NS}/clock`],
  ["POST", `${NS}/clock`, false, true],
  ["POST", `${NS}/reset`],
  ["POST", `${NS}/snapshots`],
  ["DELETE", `${NS}/snapshots`],
  ["POST", `${NS}/snapshots/x/restore`],
  ["GET", `${NS}/events`],
];
