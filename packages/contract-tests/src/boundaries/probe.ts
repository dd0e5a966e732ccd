import { allowedBy, refusedBy, refusedSomewhere } from "./characters.js";
import type { Place } from "./place.js";
import { type JsonValue, codePoints } from "../spec/json.js";
import type { Level } from "../spec/statement.js";
import { typesOf } from "../spec/operation.js";

/** One value to try at a place, and what the document says about it; `undefined` leaves the property out. */
export interface Probe {
  readonly what: string;
  readonly value: (unique: string) => JsonValue | undefined;
  readonly accepted: boolean;
}

/** One constraint of one field, with the values on both sides of it. */
export interface Boundary {
  readonly kind: string;
  readonly level: Level;
  readonly rule: string;
  readonly probes: readonly Probe[];
}

// One code point, two UTF-16 units, four bytes: a limit in anything but code points shows.
const astral = "\u{1F600}";

const accepted = (what: string, value: Probe["value"]): Probe => ({ what, value, accepted: true });
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
];

const absent = (): undefined => undefined;

const presence = ({ name, required, nested }: Place): Boundary => {
  if (required) {
    return {
      kind: "required",
      level: "documented",
      rule: `${name} is required: without it the request is refused.`,
      probes: [refused("missing", absent)],
    };
  }
  return {
    kind: "optional",
    level: nested ? "inferred" : "documented",
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

const types = ({ name, schema }: Place): readonly Boundary[] => {
  const allowed = typesOf(schema);
  const nullable = allowed.includes("null");
  const wrong = Object.entries(samplesByType).filter(([type]) => !allowed.includes(type));
  return [
    {
      kind: "type",
      level: "documented",
      rule: `${name} is of type ${allowed.join(" or ")}: any other JSON type is refused.`,
      probes: wrong.map(([type, value]) => refused(`a ${type}`, () => value)),
    },
    {
      kind: "null",
      level: "documented",
      rule: `${name} ${nullable ? "can" : "cannot"} be null. (E09)`,
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
      level: "documented",
      rule: `${name} has at most ${maxLength} characters.`,
      probes: [
        accepted(`${maxLength} characters`, (unique) => filled(maxLength, "x", unique)),
        refused(`${maxLength + 1} characters`, (unique) => filled(maxLength + 1, "x", unique)),
      ],
    },
    {
      kind: "code-points",
      level: "documented",
      rule: `The ${maxLength} characters of ${name} are Unicode code points. (E05)`,
      probes: [
        accepted(`${maxLength} code points beyond the BMP`, (unique) => filled(maxLength, astral, unique)),
        refused(`${maxLength + 1} code points beyond the BMP`, (unique) => filled(maxLength + 1, astral, unique)),
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
        level: "documented",
        rule: `No rule restricts the characters of ${name}: ${refusedSomewhere.join(" ")} are accepted. (E04)`,
        probes: refusedSomewhere.map((character) => accepted(character, (unique) => `${unique}${character}`)),
      },
    ];
  }
  const places = (character: string): readonly Probe[] => [
    refused(`${character} in first place`, (unique) => `${character}${unique}`.slice(0, schema.maxLength)),
    refused(`${character} in the middle`, (unique) => `${unique.slice(0, 4)}${character}${unique.slice(4)}`),
    refused(`${character} in last place`, (unique) => `${unique}${character}`),
  ];
  return [
    {
      kind: "pattern",
      level: "documented",
      rule: `${name} does not contain ${bad.join(" ")}; every other printable character is allowed. (E04)`,
      probes: [
        ...bad.flatMap(places),
        accepted(
          "every other printable character",
          (unique) => unique.slice(0, 16) + allowedBy(schema).slice(0, 16).join(""),
        ),
        accepted("the rest of them", (unique) => `${unique.slice(0, 16)}${allowedBy(schema).slice(16, 32).join("")}`),
      ],
    },
  ];
};

const values = ({ name, schema }: Place): readonly Boundary[] => {
  if (schema.enum !== undefined) {
    const [first = ""] = schema.enum;
    const others = ["", "UNKNOWN_VALUE", first.toLowerCase(), `${first} `];
    return [
      {
        kind: "enum",
        level: "documented",
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
      level: "inferred",
      rule: `${name} can be an empty string: only a maximum is documented. (E08)`,
      probes: [accepted("an empty string", () => "")],
    },
  ];
};

const list = (count: number): JsonValue => Array.from({ length: count }, () => ({ language: "en-US" }));

const items = ({ name, schema }: Place): readonly Boundary[] => {
  const { minItems, maxItems } = schema;
  const atMost: readonly Boundary[] =
    maxItems === undefined
      ? []
      : [
          {
            kind: "max-items",
            level: "documented",
            rule: `${name} has at most ${maxItems} elements.`,
            probes: [
              accepted(`${maxItems} elements`, () => list(maxItems)),
              refused(`${maxItems + 1} elements`, () => list(maxItems + 1)),
            ],
          },
        ];
  const atLeast: readonly Boundary[] =
    minItems === undefined
      ? []
      : [
          {
            kind: "min-items",
            level: "inferred",
            rule: `${name} has at least ${minItems} element(s). (E06)`,
            probes: [
              accepted(`${minItems} element(s)`, () => list(minItems)),
              refused(`${minItems - 1} elements`, () => list(minItems - 1)),
            ],
          },
        ];
  return [...atLeast, ...atMost];
};
