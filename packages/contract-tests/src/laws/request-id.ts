import { expectCode } from "../engine/answer.js";
import { sendInbox } from "../spec/operation.js";
import { law } from "./law.js";

/** As long as a requestId must not be: one more than the document allows. */
const longRequestId = "r".repeat((sendInbox.request.properties?.["requestId"]?.maxLength ?? 0) + 1);

export const requestIdCode = law(
  {
    name: "code/send-inbox/VERIFY_REQUEST_ID_INVALID",
    says: /VERIFY_REQUEST_ID_INVALID/u,
    operations: ["sendInbox"],
    rule: "sendInbox: a requestId of illegal length alone gets VERIFY_REQUEST_ID_INVALID. (E13)",
  },
  async (context) => {
    const exchange = await context.post(sendInbox, context.body(sendInbox, { requestId: longRequestId }));
    expectCode(exchange, "VERIFY_REQUEST_ID_INVALID", "A requestId that is too long");
  },
);

export const requestIdInvalid = law(
  {
    name: "request-id-invalid",
    level: "inferred",
    operations: ["sendInbox"],
    rule: "sendInbox: a requestId that is missing, no string, or not the only fault gets PARAM_ILLEGAL. (E13)",
  },
  async (context) => {
    const { requestId: _, ...without } = context.body(sendInbox);
    const bodies = [without, { ...without, requestId: 7 }, { ...without, requestId: longRequestId, templates: [] }];
    for (const body of bodies) expectCode(await context.post(sendInbox, body), "PARAM_ILLEGAL", "requestId");
  },
);
