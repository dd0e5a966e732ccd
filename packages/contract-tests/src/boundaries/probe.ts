import { allowedBy, refusedBy, refusedSomewhere } from "./characters.js";
import { inLanguages, sameAgain } from "./ordinary.js";
import type { Place } from "./place.js";
import { type JsonObject, type JsonValue, codePoints } from "../spec/json.js";
import type { Claim } from "../spec/level.js";
import { typesOf } from "../spec/operation.js";

/** What a probe may draw on: a text that nobody used before, and the request that it changes. */
export interface Drawn {
  readonly unique: string;
  readonly body: JsonObject;
}

/** One value to try at a place, and what the document says about it; `undefined` leaves the property out. */
export interface Probe {
  readonly what: string;
  readonly value: (drawn: Drawn) => JsonValue | undefined;
  readonly accepted: boolean;
  /** Other shapes of the same value: one that is taken is enough. */
  readonly or?: Probe["value"];
}

/** One constraint of one field, with the values on both sides of it. */
export interface Boundary {
  readonly kind: string;
  readonly claim: Claim;
  readonly rule: string;
  readonly probes: readonly Probe[];
}

// One code point, two UTF-16 units, four bytes: a limit in anything but code points shows.
const astral = "\u{1F600}";

const accepted = (what: string, value: Probe["value"], or?: Probe["value"]): Probe => ({
  what,
  value,
  accepted: true,
  ...(or === undefined ? {} : { or }),
});

const refused = (what: string, value: Probe["value"]): Probe => ({ what, value, accepted: false });

/** Starts with the unique text, so that no two cases share a requestId on a server without namespaces. */
const filled = (length: number, unit: string, unique: string): string => {
  const start = unique.slice(0, length);
  return start + unit.repeat(length - codePoints(start));
};

/** Every boundary that the schema of this field draws. */
export const boundariesOf = (place: Place): readonly Boundary[] => [
  presence(place),
  ...types(place),
  ...lengths(place),
  ...characters(place),
  ...values(place),
  ...items(place),
  ...maps(place),
];

const absent = (): undefined => undefined;

const presence = ({ name, required, nested }: Place): Boundary => {
  if (required) {
    return {
      kind: "required",
      claim: { says: / Yes$/u },
      rule: `${name} is required: without it the request is refused.`,
      probes: [refused("missing", absent)],
    };
  }
  return {
    kind: "optional",
    claim: nested ? { level: "inferred" } : { says: / No$/u },
    rule: `${name} is optional: without it the request is accepted.${nested ? " (E07)" : ""}`,
    probes: [accepted("missing", absent)],
  };
};

const samplesByType: Readonly<Record<string, JsonValue>> = {
  string: "text",
  number: 7,
  boolean: true,
  object: { key: "value" },
  array: ["text"],
};

const types = ({ name, schema, nested }: Place): readonly Boundary[] => {
  const allowed = typesOf(schema);
  const nullable = allowed.includes("null");
  const wrong = Object.entries(samplesByType).filter(([type]) => !allowed.includes(type));
  return [
    {
      kind: "type",
      // The pages do not describe what is inside a ContentTemplate.
      claim: nested ? { level: "inferred" } : { says: / (?:String|Array)/u },
      rule: `${name} is of type ${allowed.join(" or ")}: any other JSON type is refused.`,
      probes: wrong.map(([type, value]) => refused(`a ${type}`, () => value)),
    },
    {
      kind: "null",
      claim: nullable ? { says: /Can be Null/u } : { level: "inferred" },
      rule: nullable ? `${name} can be null.` : `${name} cannot be null. (E09)`,
      probes: [{ what: "null", value: () => null, accepted: nullable }],
    },
  ];
};

const lengths = ({ name, schema }: Place): readonly Boundary[] => {
  const { maxLength } = schema;
  if (maxLength === undefined) return [];
  return [
    {
      kind: "max-length",
      claim: { says: new RegExp(`length: ${maxLength} characters`, "u") },
      rule: `${name} has at most ${maxLength} characters.`,
      probes: [
        accepted(`${maxLength} characters`, ({ unique }) => filled(maxLength, "x", unique)),
        refused(`${maxLength + 1} characters`, ({ unique }) => filled(maxLength + 1, "x", unique)),
      ],
    },
    {
      kind: "code-points",
      claim: { level: "inferred" },
      rule: `The ${maxLength} characters of ${name} are Unicode code points, white space included. (E05)`,
      probes: [
        accepted(`${maxLength} code points beyond the BMP`, ({ unique }) => filled(maxLength, astral, unique)),
        refused(`${maxLength + 1} code points beyond the BMP`, ({ unique }) => filled(maxLength + 1, astral, unique)),
        refused(`${maxLength + 1} code points that are one letter with many accents`, ({ unique }) =>
          filled(maxLength + 1, "\u0301", unique),
        ),
        refused(`${maxLength} characters and a space`, ({ unique }) => `${filled(maxLength, "x", unique)} `),
      ],
    },
  ];
};

const characters = ({ name, schema }: Place): readonly Boundary[] => {
  if (!typesOf(schema).includes("string") || schema.enum !== undefined) return [];
  const bad = refusedBy(schema);
  if (schema.pattern === undefined) {
    return [
      {
        kind: "characters",
        claim: { level: "inferred" },
        rule: `No rule restricts the characters of ${name}: ${refusedSomewhere.join(" ")} are accepted. (E04)`,
        probes: refusedSomewhere.map((character) => accepted(character, ({ unique }) => `${unique}${character}`)),
      },
    ];
  }
  const room = schema.maxLength ?? Infinity;
  const places = (character: string): readonly Probe[] => [
    refused(`${character} in first place`, ({ unique }) => `${character}${unique}`.slice(0, room)),
    refused(`${character} in the middle`, ({ unique }) => `${unique.slice(0, 4)}${character}${unique.slice(4)}`),
    refused(`${character} in last place`, ({ unique }) => `${unique}${character}`),
  ];
  const rest = (from: number) =>
    accepted(
      `printable characters from the ${from + 1}th on`,
      ({ unique }) =>
        unique.slice(0, 12) +
        allowedBy(schema)
          .slice(from, from + 20)
          .join(""),
    );
  return [
    {
      kind: "pattern",
      claim: { says: /such as @ # \?/u },
      rule: `${name} does not contain ${bad.join(" ")}.`,
      // A reader of patterns may stop at the end of a line.
      probes: [
        ...bad.flatMap(places),
        refused(`${bad[0] ?? ""} in a second line`, ({ unique }) => `${unique}\n${bad[0] ?? ""}`),
      ],
    },
    {
      kind: "characters",
      claim: { level: "inferred" },
      rule: `${name} may contain every printable character but ${bad.join(" ")}. (E04)`,
      probes: [0, 20, 40, 60, 80].map(rest),
    },
  ];
};

/** Wallets that the pages do not list. */
const neighbours = ["ALIPAY", "ALIPAY_SG", "PAYTM", "WECHAT", "Touch 'n Go"];

/** `Gcash` for GCASH: what people read, in place of the code. */
const asName = (code: string): string => code.slice(0, 1) + code.slice(1).toLowerCase();

const values = ({ name, schema }: Place): readonly Boundary[] => {
  if (schema.enum !== undefined) {
    const [first = ""] = schema.enum;
    const others = ["", "UNKNOWN_VALUE", first.toLowerCase(), `${first} `, ...neighbours, ...schema.enum.map(asName)];
    return [
      {
        kind: "enum",
        claim: { says: /Valid values are/u },
        rule: `${name} is one of ${schema.enum.join(", ")}.`,
        probes: [
          ...schema.enum.map((value) => accepted(value, () => value)),
          ...others.map((value) => refused(JSON.stringify(value), () => value)),
        ],
      },
    ];
  }
  if (!typesOf(schema).includes("string") || schema.minLength !== undefined) return [];
  return [
    {
      kind: "empty",
      claim: { level: "inferred" },
      rule: `${name} can be an empty string: only a maximum is documented. (E08)`,
      probes: [accepted("an empty string", () => "")],
    },
  ];
};

const items = ({ name, schema }: Place): readonly Boundary[] => {
  const { minItems, maxItems } = schema;
  const same =
    (count: number): Probe["value"] =>
    ({ body }) =>
      sameAgain(body, name, count);
  const various =
    (count: number): Probe["value"] =>
    ({ body }) =>
      inLanguages(body, name, count);
  const atMost: readonly Boundary[] =
    maxItems === undefined
      ? []
      : [
          {
            kind: "max-items",
            claim: { says: /five|5 elements/u },
            rule: `${name} has at most ${maxItems} elements.`,
            probes: [
              accepted(`${maxItems} elements`, same(maxItems), various(maxItems)),
              refused(`${maxItems + 1} elements`, various(maxItems + 1)),
            ],
          },
        ];
  const atLeast: readonly Boundary[] =
    minItems === undefined
      ? []
      : [
          {
            kind: "min-items",
            claim: { level: "inferred" },
            rule: `${name} has at least ${minItems} element(s). (E06)`,
            probes: [
              accepted(`${minItems} element(s)`, same(minItems)),
              refused(`${minItems - 1} elements`, same(minItems - 1)),
            ],
          },
        ];
  return [...atLeast, ...atMost];
};

const maps = ({ name, schema }: Place): readonly Boundary[] =>
  typesOf(schema).includes("object")
    ? [
        {
          kind: "empty",
          claim: { level: "inferred" },
          rule: `${name} can be an empty map: no key is documented as required. (E07)`,
          probes: [accepted("{}", () => ({}))],
        },
      ]
    : [];
