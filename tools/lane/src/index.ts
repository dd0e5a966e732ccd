export { byLane, fullLane, fullLaneOnly } from "./lane.js";
export { needs } from "./needs.js";
