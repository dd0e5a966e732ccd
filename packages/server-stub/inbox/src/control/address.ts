import { operationPaths, type Operation } from "./rows.js";

// Relative to the page, so that the stub may sit behind a proxy's sub-path.
const fromPage = (path: string): string => new URL(path, document.baseURI).href;

/** Address of a control call of the whole stub, such as `namespaces`. */
export const stubAddress = (call: string): string => fromPage(`_stub/${call}`);

/** Address of a control call in a namespace, such as `journal?limit=1000`. */
export const namespaceAddress = (namespace: string, call: string): string =>
  stubAddress(`namespaces/${encodeURIComponent(namespace)}/${call}`);

/** Address of an operation of the platform's API in a namespace. */
export const operationAddress = (namespace: string, operation: Operation): string =>
  fromPage(`${namespace === "default" ? "." : `ns/${encodeURIComponent(namespace)}`}${operationPaths[operation]}`);
