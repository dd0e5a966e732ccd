import { path } from "./request.ts";

/** Sends a message in a namespace of its own. @throws Error when it is not taken */
export const take = async (url: string, namespace: string, body: string): Promise<void> => {
  const response = await fetch(`${url}/ns/${namespace}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  if (!(await response.text()).includes("SUCCESS")) throw new Error(`a message of ${namespace} was not taken`);
};
