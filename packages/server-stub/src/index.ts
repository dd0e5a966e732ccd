// First of all, so that an old Node gets a clear line and no stumbling over what it lacks.
import "./distribution/assert-node-version.js";
export { type ControlClient, createControlClient } from "./control/client.js";
export { ControlRefusal } from "./control/refusal.js";
export { createStub } from "./stub/create-stub.js";
export type { ListenOptions, MessagesFilter, Stub } from "./stub/stub.js";
export { StubError, type StubErrorCode } from "./model/errors.js";
export type { Attempt, Config, Fault, Message, PlannedFault } from "./generated/control-paths.js";
export type { StubOptions } from "./stub/options.js";
export { WaitError } from "./stub/wait-error.js";
