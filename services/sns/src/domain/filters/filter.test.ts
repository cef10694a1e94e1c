import { describe, expect, test } from "vitest";

import type { MessageAttribute } from "../messages/publication.ts";
import { compileFilter } from "./filter.ts";
import { filterable } from "./filterable.ts";
import { parseFilterPolicy } from "./policy.ts";

type Attributes = Readonly<Record<string, MessageAttribute>>;

/** Whether a policy lets a message with attributes through. */
function takes(policy: object, attributes: Attributes): boolean {
  const filter = compileFilter(parseFilterPolicy(JSON.stringify(policy), "MessageAttributes"));
  return filter.matches(filterable({ attributes, message: "any" }));
}

/** Whether a policy lets a body through. */
function takesBody(policy: object, body: unknown): boolean {
  const filter = compileFilter(parseFilterPolicy(JSON.stringify(policy), "MessageBody"));
  return filter.matches(
    filterable({ attributes: {}, message: typeof body === "string" ? body : JSON.stringify(body) }),
  );
}

const text = (value: string): MessageAttribute => ({ type: "String", value });
const number = (value: string): MessageAttribute => ({ type: "Number", value });
const list = (...values: readonly unknown[]): MessageAttribute => ({
  type: "String.Array",
  value: JSON.stringify(values),
});

const attributeOf = (value: unknown): MessageAttribute => {
  if (Array.isArray(value)) return list(...value);
  return typeof value === "number" ? number(String(value)) : text(String(value));
};

// What AWS's Developer Guide says of each operator, by attributes and by bodies.
describe.each([
  // https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
  {
    rules: ["rugby", "tennis"],
    yes: ["rugby", "tennis", ["rugby", "tennis"], ["football", "rugby"]],
    no: ["baseball", ["baseball"]],
  },
  {
    rules: [{ "anything-but": ["rugby", "tennis"] }],
    yes: ["baseball", "football", ["rugby", "baseball"]],
    no: ["rugby", ["rugby", "tennis"]],
  },
  { rules: [{ "anything-but": { prefix: "order-" } }], yes: ["data-entry", "order_number"], no: ["order-cancelled"] },
  { rules: [{ "anything-but": { wildcard: "*ball" } }], yes: ["hockey", "rugby"], no: ["baseball", "basketball"] },
  { rules: [{ "equals-ignore-case": "tennis" }], yes: ["TENNIS", "Tennis", "tennis"], no: ["rugby", "tennis "] },
  { rules: [{ prefix: "bas" }], yes: ["baseball", "basketball"], no: ["rugby", "Baseball"] },
  { rules: [{ suffix: "ball" }], yes: ["baseball", "basketball"], no: ["rugby", "ballet"] },
  { rules: [{ wildcard: "*ball" }], yes: ["baseball", "ball"], no: ["balls", "BALL"] },
  { rules: [{ wildcard: "log-*-2025.txt" }], yes: ["log-app-2025.txt", "log--2025.txt"], no: ["log-2025.txt"] },
  { rules: [{ wildcard: "*/src/*.js" }], yes: ["app/src/index.js", "/src/.js"], no: ["src/a.js", "app/src/index.ts"] },
  { rules: [{ wildcard: String.raw`a\*b\\*` }], yes: [String.raw`a*b\c`], no: [String.raw`axb\c`, "a*b"] },
  { rules: ["prod", { wildcard: "staging-*" }], yes: ["prod", "staging-us"], no: ["staging"] },
  { rules: [{ wildcard: "*aab*aba*" }], yes: ["aaab-abaa", "aaababa"], no: ["aababb", "abaaab", "aabba"] },
  // "Use the cidr operator to check whether a message originates from a specific IP address or subnet."
  {
    rules: [{ cidr: "10.0.0.0/24" }],
    yes: ["10.0.0.0", "10.0.0.255"],
    no: ["10.1.1.0", "10.0.0.256", "10.0.1.0", "::a00:0", "x"],
  },
  { rules: [{ cidr: "10.0.0.7/30" }], yes: ["10.0.0.4", "10.0.0.7"], no: ["10.0.0.3", "10.0.0.8"] },
  {
    rules: [{ cidr: "2001:db8:1234:1a00::/64" }],
    yes: ["2001:0db8:1234:1a00:0000:0000:0000:0000", "2001:DB8:1234:1a00::1"],
    no: ["2001:0db8:123f:1a01::", "2001:db8:1234:1a00", "10.0.0.0"],
  },
  { rules: ["10.0.0.1", "::1"], yes: ["10.0.0.1", "0:0:0:0:0:0:0:1"], no: ["10.0.0.2", "1"] },
  {
    rules: ["1:2:3:4:5:6:7:8", "2001:db8::"],
    yes: ["1:2:3:4:5:6:7:0008", "2001:db8:0:0::0:0:0"],
    no: ["1:2:3:4::5:6:7:8", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "2001::db8::", "1:2:3:4:5:6:7:00008"],
  },
  // https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html
  { rules: [{ numeric: ["=", 301.5] }], yes: [301.5, 3.015e2], no: [301, 301.501, "301.5"] },
  { rules: [{ "anything-but": [100, 500] }], yes: [101, 100.1, [100, 50]], no: [100, 500, [100, 500]] },
  { rules: [{ "anything-but": 100 }], yes: [101], no: [100, "101"] },
  { rules: [{ numeric: ["<", 0] }], yes: [-1, -0.00001], no: [0, 1] },
  { rules: [{ numeric: [">", 0, "<=", 150] }], yes: [0.00001, 150], no: [0, 150.00001, -1] },
  { rules: [{ numeric: [">=", -5] }], yes: [-5, 1e9], no: [-5.00001, 1e9 + 1] },
  { rules: [300, 123456789012], yes: [300, 300.000001, 123456789012, [1, 300]], no: [301, "300", 123456789013] },
  { rules: [true], yes: [[true], ["x", true]], no: ["true", [false]] },
  { rules: [false, null], yes: [[null], [false]], no: ["null", [0]] },
])("$rules", ({ rules, yes, no }) => {
  test.each(yes.map((value: unknown) => ({ value })))("takes $value", ({ value }) => {
    expect(takes({ key: rules }, { key: attributeOf(value) })).toBe(true);
    expect(takesBody({ key: rules }, { key: value })).toBe(true);
    expect(takesBody({ some: { key: rules } }, { some: { key: value } })).toBe(true);
  });

  test.each(no.map((value: unknown) => ({ value })))(
    "does not take $value, nor a message without the key",
    ({ value }) => {
      expect(takes({ key: rules }, { key: attributeOf(value) })).toBe(false);
      expect(takesBody({ key: rules }, { key: value })).toBe(false);
      expect(takes({ key: rules }, { other: attributeOf("x") })).toBe(false);
      expect(takesBody({ key: rules }, { other: value })).toBe(false);
    },
  );
});

// https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
describe("exists", () => {
  const interests = { customer_interests: list("baseball", "basketball") };

  test("true takes messages that have the key", () => {
    const policy = { store: [{ exists: true }] };
    expect(takes(policy, { store: text("fans"), ...interests })).toBe(true);
    expect(takes(policy, interests)).toBe(false);
    expect(takesBody(policy, { store: "fans", customer_interests: ["baseball"] })).toBe(true);
    expect(takesBody(policy, { customer_interests: ["baseball"] })).toBe(false);
  });

  test("true takes no null, no empty text, no empty list, and nothing that is no leaf", () => {
    const policy = { store: [{ exists: true }] };
    for (const store of [null, "", [], {}, { name: "fans" }, [[null]]])
      expect(takesBody(policy, { store })).toBe(false);
    for (const store of [0, false, "x", [[0]]]) expect(takesBody(policy, { store })).toBe(true);
  });

  test("false takes messages that do not have the key, but none that have nothing at all", () => {
    const policy = { store: [{ exists: false }] };
    expect(takes(policy, { store: text("fans"), ...interests })).toBe(false);
    expect(takes(policy, interests)).toBe(true);
    expect(takes(policy, {})).toBe(false);
    expect(takes(policy, { picture: { type: "Binary.gif", value: "AA==" } })).toBe(false);
    expect(takesBody(policy, { store: null })).toBe(false);
    expect(takesBody(policy, { customer_interests: [] })).toBe(true);
    expect(takesBody(policy, {})).toBe(false);
  });

  test("false may stand beside anything-but", () => {
    const policy = { event: [{ "anything-but": "a" }, { exists: false }] };
    expect(takes(policy, { event: text("b") })).toBe(true);
    expect(takes(policy, { other: text("b") })).toBe(true);
    expect(takes(policy, { event: text("a") })).toBe(false);
  });
});

describe("attributes", () => {
  // https://docs.aws.amazon.com/sns/latest/dg/example-filter-policies.html
  const example = {
    customer_interests: list("soccer", "rugby", "hockey"),
    store: text("example_corp"),
    event: text("order_placed"),
    price_usd: number("210.75"),
  };

  test("of the guide's example are taken by its first policy, and not by its second", () => {
    const accepts = {
      store: ["example_corp"],
      event: [{ "anything-but": "order_cancelled" }],
      customer_interests: ["rugby", "football", "baseball"],
      price_usd: [{ numeric: [">=", 100] }],
    };
    const rejects = {
      store: ["example_corp"],
      event: ["order_cancelled"],
      encrypted: [false],
      customer_interests: ["basketball", "baseball"],
    };
    expect(takes(accepts, example)).toBe(true);
    expect(takes(rejects, example)).toBe(false);
    expect(
      takesBody(accepts, {
        customer_interests: ["soccer", "rugby"],
        store: "example_corp",
        event: "order_placed",
        price_usd: 210.75,
      }),
    ).toBe(true);
  });

  test("that are binary are not looked at, custom types are what they are of", () => {
    const picture = { type: "Binary", value: "AA==" };
    expect(takes({ a: ["AA=="] }, { a: picture })).toBe(false);
    expect(takes({ a: [{ exists: true }] }, { a: picture })).toBe(false);
    expect(takes({ a: ["x"] }, { a: { type: "String.uuid", value: "x" } })).toBe(true);
    expect(takes({ a: [5] }, { a: { type: "Number.int", value: "5" } })).toBe(true);
    expect(
      takes({ price: [{ "anything-but": [100, 500] }] }, { price: { type: "Number.Array", value: "[100, 50]" } }),
    ).toBe(true);
  });

  test("that are no list of JSON, or no number, have no value", () => {
    expect(takes({ a: ["b"] }, { a: { type: "String.Array", value: "['b']" } })).toBe(false);
    expect(takes({ a: ["b"] }, { a: { type: "String.Array", value: '"b"' } })).toBe(false);
    expect(takes({ a: [16] }, { a: number("0x10") })).toBe(false);
    expect(takes({ a: [0] }, { a: number("") })).toBe(false);
    expect(takes({ a: [0.5] }, { a: number("+.5e0") })).toBe(true);
  });

  test("may be named as what every object has", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "length"]) {
      const policy = parseFilterPolicy(`{"${name}":["x"]}`, "MessageAttributes");
      const inBody = parseFilterPolicy(`{"a":{"${name}":["x"]}}`, "MessageBody");
      const absent = parseFilterPolicy(`{"${name}":[{"exists":false}]}`, "MessageBody");
      const attributes: Attributes = Object.fromEntries([[name, text("x")]]);
      expect(compileFilter(policy).matches(filterable({ attributes, message: "" }))).toBe(true);
      expect(compileFilter(policy).matches(filterable({ attributes: { a: text("x") }, message: "" }))).toBe(false);
      const body = filterable({ attributes: {}, message: `{"a":{"${name}":"x"}}` });
      expect(compileFilter(inBody).matches(body)).toBe(true);
      expect(compileFilter(absent).matches(body)).toBe(true);
    }
  });
});

// https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html
describe("$or", () => {
  const policy = {
    source: ["aws.cloudwatch"],
    $or: [{ metricName: ["CPUUtilization"] }, { namespace: ["AWS/EC2"], $or: [{ a: [1] }, { b: [2] }] }],
  };

  test("takes what one of its choices takes, with the keys beside it", () => {
    const source = text("aws.cloudwatch");
    expect(takes(policy, { source, metricName: text("CPUUtilization") })).toBe(true);
    expect(takes(policy, { source, namespace: text("AWS/EC2"), b: number("2") })).toBe(true);
    expect(takes(policy, { source, namespace: text("AWS/EC2") })).toBe(false);
    expect(takes(policy, { source, b: number("2") })).toBe(false);
    expect(takes(policy, { metricName: text("CPUUtilization") })).toBe(false);
    expect(takes(policy, { source })).toBe(false);
  });

  test("is a name like others with one choice, with reserved names, or with values", () => {
    expect(takes({ $or: ["x"] }, { $or: text("x") })).toBe(true);
    expect(takes({ $or: [{ prefix: "x" }, { suffix: "y" }] }, { $or: text("xa") })).toBe(true);
    expect(takes({ $or: [{ prefix: "x" }] }, { $or: text("xa") })).toBe(true);
    expect(takesBody({ $or: { a: ["x"] } }, { $or: { a: "x" } })).toBe(true);
  });

  test("overrides a key beside it that stands before it, and is overridden by one after it", () => {
    expect(takes({ a: ["1"], $or: [{ a: ["2"] }, { b: ["3"] }] }, { a: text("2") })).toBe(true);
    expect(takes({ $or: [{ a: ["2"] }, { b: ["3"] }], a: ["1"] }, { a: text("2") })).toBe(false);
  });

  // As AWS answered to these bodies.
  test.each([
    [
      { metricName: "CPUUtilization", detail: { scope: "aws.cloudwatch", type: "CloudWatch Alarm State Change" } },
      false,
    ],
    [{ metricName: "CPUUtilization", detail: { scope: "Service", type: "CPUUtilization" } }, false],
    [{ metricName: "CPUUtilization", detail: { type: "CloudWatch Alarm State Change" } }, false],
    [{ metricName: "CPUUtilization", detail: { scope: "Service" } }, false],
    [{ metricName: "CPUUtilization", scope: "Service" }, false],
    [{ metricName: "ReadLatency", detail: { scope: "Service", source: "aws.cloudwatch" } }, true],
    [{ namespace: "AWS/ES", detail: { scope: "Service", source: "aws.cloudwatch" } }, true],
    [{ metricName: "CPUUtilization", detail: { scope: "Service", type: "CloudWatch Alarm State Change" } }, true],
    [{ namespace: "CPUUtilization", detail: { scope: "Service", type: "CloudWatch Alarm State Change" } }, false],
  ])("in and beside nested keys: %j: %s", (body, expected) => {
    const nested = {
      $or: [{ metricName: ["CPUUtilization", "ReadLatency"] }, { namespace: ["AWS/EC2", "AWS/ES"] }],
      detail: {
        scope: ["Service"],
        $or: [{ source: ["aws.cloudwatch"] }, { type: ["CloudWatch Alarm State Change"] }],
      },
    };
    expect(takesBody(nested, body)).toBe(expected);
  });
});

const record = (eventName: string, key: string): object => ({ eventName, s3: { object: { key, size: 17 } } });

describe("bodies", () => {
  const ofObject = {
    object: { key: [{ prefix: "auto-" }, "hardcodedvalue"], nested_key: [{ exists: false }] },
    test: [{ exists: false }],
  };

  // As AWS answered to these.
  test.each([
    [{ object: { key: "auto-test" } }, true],
    [{ object: { key: "hardcodedvalue" } }, true],
    [{ object: { key: "test-auto" } }, false],
    [{ object: { key: "auto-test" }, test: "just-exists" }, false],
    [{ object: { key: "auto-test", nested_key: "just-exists" } }, false],
    [{ object: { test: "auto-test" } }, false],
    [{ test: "auto-test" }, false],
    ["Regular string message", false],
    ['"Regular string message"', false],
    ["[]", false],
    ["null", false],
    ['{"object":', false],
  ])("%j: %s", (body, expected) => {
    expect(takesBody(ofObject, body)).toBe(expected);
  });

  test("are taken by names with dots as by nested names, as AWS does", () => {
    const policy = { "object.nested.test": ["value"] };
    expect(takesBody(policy, { object: { nested: { test: "value" } } })).toBe(true);
    expect(takesBody(policy, { "object.nested.test": "value" })).toBe(true);
    expect(takesBody(policy, { "object.nested": { test: "value" } })).toBe(true);
    expect(takesBody(policy, { object: { "nested.test": "value" } })).toBe(true);
    expect(takesBody({ object: { nested: ["value"] } }, { "object.nested": "value" })).toBe(true);
    expect(takesBody(policy, { object: { nested: { test: "not value" } } })).toBe(false);
    expect(takesBody(policy, { object: { nestedxtest: "value" } })).toBe(false);
    const long = "a.b.c.d.e.f.g.h.i.j";
    expect(takesBody({ [long]: [1] }, { "a.b.c": { "d.e.f.g.h": { i: [{ j: 1 }] } } })).toBe(true);
    expect(takesBody({ [long]: [1] }, { "a.b.c": { "d.e.f.g.h": { i: [{ jj: 1 }] } } })).toBe(false);
    expect(takesBody({ [long]: [1] }, { "a.": { ".c.d.e.f.g.h.i.j": 1 } })).toBe(false);
    expect(takesBody({ a: { "": { b: [1] } } }, { a: { "": { b: 1 } } })).toBe(true);
    expect(takesBody({ "": [1] }, { "": 1 })).toBe(true);
  });

  // Introducing payload-based message filtering for Amazon SNS, AWS Compute Blog; two of these AWS delivered.
  test("are looked into, arrays too and arrays in them, and what different members of an array have is taken together", () => {
    const policy = {
      Records: { s3: { object: { key: [{ prefix: "auto-" }] } }, eventName: [{ prefix: "ObjectCreated:" }] },
    };
    expect(takesBody(policy, { Records: [record("ObjectCreated:Put", "auto-insurance.xml")] })).toBe(true);
    expect(takesBody(policy, { Records: [record("ObjectRemoved:Delete", "auto-insurance.xml")] })).toBe(false);
    expect(takesBody(policy, { Records: [record("ObjectCreated:Put", "home-insurance.xml")] })).toBe(false);
    const deep = { eventName: "ObjectCreated:Put", s3: { object: [[{ key: "auto-insurance.xml" }]] } };
    expect(takesBody(policy, { Records: [deep, record("ObjectRemoved:Delete", "home-insurance.xml")] })).toBe(true);
    const apart = [
      record("ObjectCreated:Put", "home-insurance.xml"),
      record("ObjectRemoved:Delete", "auto-insurance.xml"),
    ];
    expect(takesBody(policy, { Records: apart })).toBe(true);
  });

  test("with an empty array beside what is looked for are taken, as AWS does", () => {
    const body = { resources: [], detail: { eventVersion: "", responseElements: null } };
    expect(takesBody({ detail: { eventVersion: [""] } }, body)).toBe(true);
  });
});

test("an empty policy takes everything", () => {
  expect(takes({}, {})).toBe(true);
  expect(takesBody({}, "no JSON")).toBe(true);
});

test("a message's body is parsed once for all filters", () => {
  const message = filterable({ attributes: {}, message: '{"a":"b"}' });
  expect(message.fields("MessageBody")).toBe(message.fields("MessageBody"));
});

const body = (message: string) => filterable({ attributes: {}, message });

describe("what was made to be slow", () => {
  const letters = 256 * 1024;

  test("is answered as anything else: patterns and texts that nearly match", () => {
    for (const pattern of [`*b${"a".repeat(100_000)}*`, `*${"a".repeat(100_000)}b*`, `*${"ab".repeat(50_000)}a*b*`]) {
      const filter = compileFilter(parseFilterPolicy(JSON.stringify({ a: [{ wildcard: pattern }] }), "MessageBody"));
      expect(filter.matches(body(JSON.stringify({ a: "a".repeat(letters) })))).toBe(false);
    }
  });

  test("is answered as anything else: bodies and policies as deep as they are long", () => {
    const filter = compileFilter(parseFilterPolicy('{"a":["x"],"b":[{"exists":false}]}', "MessageBody"));
    const depth = 120_000;
    expect(filter.matches(body(`{"a":${"[".repeat(depth)}"x"${"]".repeat(depth)}}`))).toBe(true);
    expect(filter.matches(body(`${'{"a":'.repeat(depth / 3)}1${"}".repeat(depth / 3)}`))).toBe(false);
    for (const policy of ["[".repeat(letters), '{"a":'.repeat(letters / 5)]) {
      expect(() => parseFilterPolicy(policy, "MessageBody")).toThrow("nesting depth (1001)");
    }
    const levels = 998;
    expect(() => parseFilterPolicy(`${'{"a":'.repeat(levels)}["x"]${"}".repeat(levels)}`, "MessageBody")).toThrow(
      "too complex",
    );
  });

  test("is answered as anything else: choices in choices", () => {
    let policy: object = { a: ["x"] };
    for (let level = 0; level < 400; level += 1) policy = { $or: [policy, { [`b${level}`]: ["y"] }], c: ["z"] };
    expect(() => parseFilterPolicy(JSON.stringify(policy), "MessageBody")).toThrow("too complex");
  });

  test("is answered as anything else: names of many dots", () => {
    const name = `${"a.".repeat(100_000)}a`;
    const filter = compileFilter(parseFilterPolicy(JSON.stringify({ [name]: ["x"] }), "MessageBody"));
    const names = Array.from({ length: 400 }, (_, dots) => [`${"a.".repeat(dots)}a`, { a: "x" }]);
    expect(filter.matches(body(JSON.stringify(Object.fromEntries(names))))).toBe(false);
  });
});
