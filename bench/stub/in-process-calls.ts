import { createStub } from "@miniprogram-messages/server-stub";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { median } from "./median.ts";
import { newRequestId, path, requestBody } from "./request.ts";
import { taken } from "./throughput.ts";

const rounds = 5;
const calls = 2000;
const url = `http://platform.example${path}`;
const answer = { result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" }, messageId: "m" };

/** Calls in a second, one after the other. */
const rateOf = async (fetchIt: typeof fetch): Promise<number> => {
  const begin = performance.now();
  for (let call = 0; call < calls; call += 1) {
    const response = await fetchIt(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: requestBody(newRequestId()),
    });
    if (!(await response.text()).includes(taken)) throw new Error("a call in process went wrong");
  }
  return (calls / (performance.now() - begin)) * 1000;
};

/** The stub and MSW inside this process, in turn. */
export const measureInProcessCalls = async (): Promise<{ readonly stub: number; readonly msw: number }> => {
  const stub = createStub();
  const own: number[] = [];
  const msw: number[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const ownRate = await rateOf(stub.fetch);
      const server = setupServer(http.post(url, () => HttpResponse.json(answer)));
      server.listen({ onUnhandledRequest: "error" });
      const mswRate = await rateOf(fetch);
      server.close();
      // The first round is for warming up.
      if (round === 0) continue;
      own.push(ownRate);
      msw.push(mswRate);
    }
  } finally {
    await stub.close();
  }
  return { stub: median(own), msw: median(msw) };
};
