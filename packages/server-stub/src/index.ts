export { type ControlClient, createControlClient } from "./control/client.js";
export { ControlRefusal } from "./control/refusal.js";
export { type ListenOptions, type MessagesFilter, type Stub, createStub } from "./create-stub.js";
export { StubError, type StubErrorCode } from "./errors.js";
export type { Attempt, Config, Fault, Message, PlannedFault } from "./generated/control-routes.js";
export type { StubOptions } from "./options.js";
export { WaitError } from "./wait-error.js";
