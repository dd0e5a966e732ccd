// In place of the global one, whose first use loads Node's whole fetch.
export { TextDecoder } from "node:util";
