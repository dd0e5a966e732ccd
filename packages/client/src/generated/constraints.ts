// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit.

interface Presence {
  readonly optional?: true;
  readonly nullable?: true;
}

/** `max` counts Unicode code points; `forbidden` are single characters; `values` is the closed list. */
export interface StringRule extends Presence {
  readonly type: "string";
  readonly max?: number;
  readonly forbidden?: string;
  readonly values?: readonly string[];
}

/** `min` and `max` count items. */
export interface ArrayRule extends Presence {
  readonly type: "array";
  readonly min?: number;
  readonly max?: number;
  readonly items: Rule;
}

/** Properties beyond `fields` are accepted. */
export interface ObjectRule extends Presence {
  readonly type: "object";
  readonly fields: { readonly [name: string]: Rule };
}

/** Any keys; every value under one rule. */
export interface MapRule extends Presence {
  readonly type: "map";
  readonly values: Rule;
}

export type Rule = StringRule | ArrayRule | ObjectRule | MapRule;

/** The request body of `sendMessage`. */
export const sendMessageConstraints: ObjectRule = {
  type: "object",
  fields: {
    appId: { type: "string", max: 32, forbidden: "@#?" },
    accessToken: { type: "string", max: 128, forbidden: "@#?" },
    customerBelongsTo: {
      type: "string",
      values: [
        "ALIPAY_CN",
        "ALIPAY_HK",
        "ALIPAY_MO",
        "TNG",
        "GCASH",
        "DANA",
        "KAKAOPAY",
        "BKASH",
        "CHOPE",
        "TRUEMONEY",
      ],
    },
    requestId: { type: "string", max: 64, forbidden: "@#?" },
    authClientId: { type: "string", max: 128, forbidden: "@#?" },
    templateCode: { type: "string", max: 64, forbidden: "@#?" },
    templates: {
      type: "array",
      min: 1,
      max: 5,
      items: {
        type: "object",
        fields: {
          templateParameters: { type: "map", values: { type: "string" }, optional: true },
          language: { type: "string", optional: true },
        },
      },
    },
    extendInfo: { type: "string", max: 4096, forbidden: "@#?", nullable: true, optional: true },
  },
};

/** The request body of `sendInbox`. */
export const sendInboxConstraints: ObjectRule = {
  type: "object",
  fields: {
    accessToken: { type: "string", max: 128 },
    authClientId: { type: "string", max: 128, optional: true },
    requestId: { type: "string", max: 128 },
    templateCode: { type: "string", max: 256 },
    templates: {
      type: "array",
      min: 1,
      max: 5,
      items: {
        type: "object",
        fields: {
          templateParameters: { type: "map", values: { type: "string" }, optional: true },
          language: { type: "string", optional: true },
        },
      },
    },
    extendInfo: { type: "string", max: 4096, optional: true },
  },
};
