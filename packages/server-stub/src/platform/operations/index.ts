import type { Operation } from "../../model/operation.js";
import type { OperationDefinition } from "./definition.js";
import { sendInbox } from "./send-inbox.js";
import { sendMessage } from "./send-message.js";

const definitions: { readonly [O in Operation]: OperationDefinition<O> } = { sendMessage, sendInbox };

/** In what an operation differs from the others. Shared code asks here and compares no names. */
export const definitionOf = (operation: Operation): OperationDefinition => definitions[operation];
