// Mockoon with one route, whose answer is the documented sample's. It looks at nothing that it is sent, and keeps nothing.
import { createServer } from "node:http";
import { BuildEnvironment, BuildHTTPRoute, Methods } from "@mockoon/commons";
import { MockoonServer } from "@mockoon/commons-server";
import { path } from "./request.ts";

const result = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" };
const environment = BuildEnvironment({ hasDefaultRoute: false, hasContentTypeHeader: true, hasCorsHeaders: false });
const route = BuildHTTPRoute(true, {
  endpoint: path.slice(1),
  body: JSON.stringify({ result, messageId: "20200101234567890133333xxxx" }),
});
route.method = Methods.post;
environment.routes = [route];
environment.rootChildren = [{ type: "route", uuid: route.uuid }];
const mockoon = new MockoonServer(environment, { enableAdminApi: false });
mockoon.on("error", (code) => {
  throw new Error(`Mockoon: ${code}`);
});
const server = createServer(mockoon.createRequestListener());
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(`ready http://127.0.0.1:${address.port}`);
});
