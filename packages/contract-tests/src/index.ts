export { allCases } from "./cases.js";
