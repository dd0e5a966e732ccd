export { type ControlClient, createControlClient } from "./control/client.js";
export { ControlRefusal } from "./control/refusal.js";
export { type ListenOptions, type MessagesFilter, type Stub, createStub } from "./stub/create-stub.js";
export { StubError, type StubErrorCode } from "./model/errors.js";
export type { Attempt, Config, Fault, Message, PlannedFault } from "./generated/control-routes.js";
export type { StubOptions } from "./stub/options.js";
export { WaitError } from "./stub/wait-error.js";
