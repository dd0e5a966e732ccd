import * as routes from "../generated/routes.js";
import type { Operation } from "../model/operation.js";

/** The generated route of an operation, with its schemas: the compiler finds it by the operation's name. */
// oxlint-disable-next-line import/namespace
export const routeOf = <O extends Operation>(operation: O): (typeof routes)[`${O}Route`] => routes[`${operation}Route`];
