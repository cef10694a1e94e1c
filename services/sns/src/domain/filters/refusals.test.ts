import { AwsError } from "@skylab/aws";
import { describe, expect, test } from "vitest";

import { invalidParameter } from "../errors.ts";
import { type FilterScope, parseFilterPolicy } from "./policy.ts";

type Setting = { readonly scope?: FilterScope; readonly refuse?: (reason: string) => AwsError };

const refuseAtSubscribe = (reason: string): AwsError => invalidParameter(`Attributes Reason: ${reason}`);

/** What AWS answers to a policy. */
function answer(policy: string, { scope = "MessageAttributes", refuse = refuseAtSubscribe }: Setting = {}): string {
  try {
    parseFilterPolicy(policy, scope, refuse);
  } catch (error) {
    if (error instanceof AwsError && error.code === "InvalidParameter" && error.status === 400) return error.message;
    throw error;
  }
  return "taken";
}

const values = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `value${index}`);

describe("a refusal that was recorded from AWS is word for word the same", () => {
  test.each([
    ['{"key":{"not-an-operator":"value"}}', '"not-an-operator" must be an object or an array', 28],
    ['{"key":{"suffix":"value","prefix":"value"}}', '"suffix" must be an object or an array', 19],
    ['{"key":{"suffix":"value"}}', '"suffix" must be an object or an array', 19],
    ['{"key":[{"numeric":[">=",1,">",2]}]}', "Bad numeric range operator: >", 31],
    ['{"key":[{"numeric":[">",20,"test"]}]}', "Bad numeric range operator: test", 34],
    ['{"key":[{"numeric":[">",20,30]}]}', "Bad value in numeric range: 30", 30],
    ['{"key":[{"numeric":[">",3,"<",1]}]}', "Bottom must be less than top", 33],
    ['{"key":[]}', "Empty arrays are not allowed", 10],
    ['{"key":[{"numeric":[1,"<="]}]}', "Invalid member in numeric match: 1", 22],
    ['{"key":[{"numeric":[]}]}', "Invalid member in numeric match: ]", 22],
    ['{"key":[["value"]]}', "Match value must be String, number, true, false, or null", 10],
    ['{"key":[{"suffix":"value","prefix":"value2"}]}', "Only one key allowed in match expression", 37],
    ['{"key":[{"numeric":["<",100,">",10]}]}', "Too many elements in numeric expression", 30],
    ['{"key":[{"numeric":[">",20,"<",30,"<",50]}]}', "Too many terms in numeric range expression", 36],
    ['{"key":[{"wrong-operator":true}]}', "Unrecognized match type wrong-operator", 31],
    ['{"key":[{"numeric":["operator"]}]}', "Unrecognized numeric range operator: operator", 32],
    ['{"key":[{"anything-but":{"exists":false}}]}', "Unsupported anything-but pattern: exists", 40],
    ['{"key":[{"anything-but":{"suffix":"test"}}]}', "Unsupported anything-but pattern: suffix", 36],
    ['{"key":[{"anything-but":{"wrong-operator":null}}]}', "Unsupported anything-but pattern: wrong-operator", 47],
    ['{"key":[{"numeric":[">",20,"<","30"]}]}', "Value of < must be numeric", 33],
    ['{"key":[{"numeric":[">",20,"<="]}]}', "Value of <= must be numeric", 33],
    ['{"key":[{"numeric":[">","20","<","30"]}]}', "Value of > must be numeric", 26],
    ['{"key":[{"numeric":[">="]}]}', "Value of >= must be numeric", 26],
    ['{"key":[{"numeric":["=","000"]}]}', "Value of equals must be numeric", 26],
    ['{"key":[{"exists":"no"}]}', "exists match pattern must be either true or false.", 20],
    ['{"key":[{"exists":null}]}', "exists match pattern must be either true or false.", 23],
    ['{"key":[{"anything-but":{"prefix":false}}]}', "prefix match pattern must be a string", 40],
    ['{"key":[{"cidr":["bad-filter"]}]}', "prefix match pattern must be a string", 18],
    ['{"key":[{"suffix":100}]}', "suffix match pattern must be a string", 22],
    ['{"key":[{"suffix":["test","test2"]}]}', "suffix match pattern must be a string", 20],
    ['{"key":[{"suffix":[]}]}', "suffix match pattern must be a string", 20],
    ['{"key":[{"suffix":null}]}', "suffix match pattern must be a string", 23],
  ])("%s: %s, column %d", (policy, words, column) => {
    const expected = `Invalid parameter: Attributes Reason: FilterPolicy: ${words}\n at [Source: (String)"${policy}"; line: 1, column: ${column}]`;
    expect(answer(policy)).toBe(expected);
    expect(answer(policy, { scope: "MessageBody" })).toBe(expected);
    // AWS writes the policy anew before it looks at it, so that spaces and line breaks of the client change nothing.
    expect(answer(JSON.stringify(JSON.parse(policy), undefined, 2))).toBe(expected);
  });

  test.each([
    ['{"key":[{"cidr":"bad-filter"}]}', "Malformed CIDR, one '/' required"],
    ['{"key":[{"cidr":"bad-/64filter"}]}', "Malformed CIDR, mask bits must be an integer"],
    ['{"key":[{"cidr":"bad-filter/64"}]}', "Nonstandard IP address: bad-filter"],
    ['{"key":[{"cidr":"xx.11.xx/8"}]}', "Nonstandard IP address: xx.11.xx"],
    ['{"key":[{"cidr":"xxxx:db8:1234:1a00::/64"}]}', "Nonstandard IP address: xxxx:db8:1234:1a00::"],
    [JSON.stringify({ key: values(151) }), "Filter policy is too complex"],
    [JSON.stringify({ key1: values(100), key2: values(51) }), "Filter policy is too complex"],
    ['{"a":["v"],"b":["v"],"c":["v"],"d":["v"],"e":["v"],"f":["v"]}', "Filter policy can not have more than 5 keys"],
    [
      "invalid",
      "failed to parse JSON. Unrecognized token 'invalid': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 8]",
    ],
  ])("%.60s: %.80s", (policy, words) => {
    expect(answer(policy)).toBe(`Invalid parameter: Attributes Reason: FilterPolicy: ${words}`);
  });

  test.each([
    [
      '{"key_a":"value_one"}',
      'FilterPolicy: "key_a" must be an object or an array\n at [Source: (String)"{"key_a":"value_one"}"; line: 1, column: 11]',
    ],
    [
      '{"a":["1"],"b":["2"],"c":["3"],"d":["4"],"e":["5"],"f":["6"]}',
      "FilterPolicy: Filter policy can not have more than 5 keys",
    ],
    [
      JSON.stringify({ a: { b: { c: values(4) } }, d: { e: values(3) }, f: values(3) }),
      "FilterPolicy: Filter policy is too complex",
    ],
    [
      "{invalid",
      "FilterPolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]",
    ],
  ])("at SetSubscriptionAttributes: %.60s: %.80s", (policy, words) => {
    expect(answer(policy, { scope: "MessageBody", refuse: invalidParameter })).toBe(`Invalid parameter: ${words}`);
  });

  test("nested keys, where attributes are what is looked at", () => {
    const policy = '{"object":{"key":[{"prefix":"auto-"}]}}';
    expect(answer(policy, { refuse: invalidParameter })).toBe(
      "Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy",
    );
    expect(answer(policy, { scope: "MessageBody" })).toBe("taken");
  });
});

const flat = (names: { source: number; spaces: number; metrics: number }): string =>
  JSON.stringify({
    source: values(names.source),
    $or: [
      { metricName: values(6) },
      { metricType: values(4), $or: [{ metricId: values(names.metrics) }, { spaceId: values(names.spaces) }] },
    ],
  });

const nested = (types: number): string =>
  JSON.stringify({
    $or: [{ metricName: values(3) }, { namespace: values(2) }],
    detail: { scope: values(2), $or: [{ source: values(1) }, { type: values(types) }] },
  });

const keys = (count: number): string =>
  JSON.stringify(Object.fromEntries(values(count).map((name) => [name, { one: ["x"] }])));

describe("a policy's combinations", () => {
  test("are the product of its keys', and the sum of an $or's choices: 150 are taken, 152 are not, as AWS does", () => {
    expect(answer(flat({ source: 3, metrics: 4, spaces: 7 }))).toBe("taken");
    expect(answer(flat({ source: 4, metrics: 4, spaces: 4 }))).toContain("Filter policy is too complex");
  });

  test("of nested keys are multiplied by their depth, which an $or does not add to", () => {
    // 3 x 4 x 2 + 3 x 4 x 6 + 2 x 4 x 2 + 2 x 4 x 6 = 160: refused by AWS.
    expect(answer(nested(3), { scope: "MessageBody" })).toContain("Filter policy is too complex");
    expect(answer(nested(2), { scope: "MessageBody" })).toBe("taken");
  });

  test("are not what limits the outermost keys: five, whatever is in them", () => {
    expect(answer(keys(5), { scope: "MessageBody" })).toBe("taken");
    expect(answer(keys(6), { scope: "MessageBody" })).toContain("more than 5 keys");
    expect(
      answer('{"a":{"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"],"g":["1"]}}', { scope: "MessageBody" }),
    ).toBe("taken");
  });
});

const wildcards = (...patterns: readonly string[]): string =>
  JSON.stringify({ key: patterns.map((wildcard) => ({ wildcard })) });

describe("wildcards", () => {
  test("may have three stars", () => {
    expect(answer(wildcards("*a*b*"))).toBe("taken");
    expect(answer(wildcards("*a*b*c*"))).toContain("Filter policy is too complex");
  });

  test("cost a key their points times their number: ten with a star each are a hundred points", () => {
    expect(answer(wildcards(...values(10).map((text) => `${text}*`)))).toBe("taken");
    expect(answer(wildcards(...values(11).map((text) => `${text}*`)))).toContain("Filter policy is too complex");
    // Two stars are six points: four such patterns are 24 x 4 = 96, five 150.
    expect(answer(wildcards(...values(4).map((text) => `*${text}*`)))).toBe("taken");
    expect(answer(wildcards(...values(5).map((text) => `*${text}*`)))).toContain("Filter policy is too complex");
  });

  test("with two stars on end, or a backslash before any other letter, are refused", () => {
    expect(answer(wildcards("a**"))).toContain("Consecutive wildcard characters at pos 2\n at [Source");
    expect(answer(wildcards(String.raw`ä\b`))).toContain("Invalid escape character at pos 3\n at [Source");
    expect(answer(wildcards("\\"))).toContain("Invalid escape character at pos 1\n at [Source");
  });
});

test.each([
  ["[]", 'Filter is not an object\n at [Source: (String)"[]"; line: 1, column: 2]'],
  ["1", 'Filter is not an object\n at [Source: (String)"1"; line: 1, column: 2]'],
  [" ", 'Filter is not an object\n at [Source: (String)""; line: 1, column: 1]'],
  ['{"a":{}}', 'Empty objects are not allowed\n at [Source: (String)"{"a":{}}"; line: 1, column: 8]'],
  ['{"a":[{}]}', "Match expression name not found"],
  ['{"a":[{"numeric":5}]}', "Value of numeric must be an array."],
  ['{"a":[{"numeric":["=",1],"prefix":"b"}]}', "Too many elements in numeric expression"],
  ['{"a":[{"numeric":["=",1e10]}]}', "Value must be between -1.0E9 and 1.0E9, inclusive"],
  ['{"a":[{"numeric":[">",2,"<",2]}]}', "Bottom must be less than top"],
  ['{"a":[{"anything-but":[]}]}', "either all values are number or string"],
  ['{"a":[{"anything-but":["b",1]}]}', "either all values are number or string"],
  ['{"a":[{"anything-but":[null]}]}', "start|null|boolean is not supported."],
  ['{"a":[{"anything-but":true}]}', "Value of anything-but must be an array or single string/number value."],
  ['{"a":[{"anything-but":{"prefix":""}}]}', "Null prefix not allowed"],
  ['{"a":[{"anything-but":{"prefix":"b","wildcard":"c"}}]}', "Only one key allowed in match expression"],
  ['{"a":[{"wildcard":1}]}', "wildcard match pattern must be a string"],
  ['{"a":[{"cidr":"10.0.0.256/8"}]}', "Invalid IP address: 10.0.0.256"],
  ['{"a":[{"cidr":"10.0.0.1/32"}]}', "IPv4 mask bits must be < 32"],
  ['{"a":[{"cidr":"::1/128"}]}', "IPv6 mask bits must be < 128"],
  ['{"a":[{"cidr":"10.0.0.1/-1"}]}', "mask bits must not be negative"],
  ['{"a":[{"cidr":"10.0.0.1/"}]}', "one '/' required"],
  ['{"$or":[{"a":["b"]}]}', "Unrecognized match type a"],
  ['{"$or":[{"a":["b"]},{"prefix":["c"]}]}', "Unrecognized match type a"],
])("%s is refused: %s", (policy, words) => {
  expect(answer(policy, { scope: "MessageBody" })).toContain(words);
});

test("AWS shows 500 letters of a source, numbers as Java writes them", () => {
  const long = "x".repeat(600);
  expect(answer(`{"${long}":1}`)).toContain(`"{"${"x".repeat(498)}"[truncated 106 chars]; line: 1, column: 606]`);
  expect(answer('{"a":[1.0,3.015e2,1e7,1E-4,-0.0,100000000000000000000,{"b":1}]}')).toContain(
    'Unrecognized match type b\n at [Source: (String)"{"a":[1.0,301.5,1.0E7,1.0E-4,-0.0,100000000000000000000,{"b":1}]}"; line: 1, column: 63]',
  );
});

const policyOf = (bytes: number): string => `{"a":["${"ä".repeat((bytes - 10) / 2)}"]}`;

test("a policy has 256 KB at most", () => {
  expect(answer(policyOf(256 * 1024))).toBe("taken");
  expect(answer(policyOf(256 * 1024 + 2))).toContain("FilterPolicy");
});

test("of a key that comes twice the last counts, and of a text its first value", () => {
  expect(answer('{"a":"refused alone","a":["b"]} and more')).toBe("taken");
  expect(answer('{"a":["b"],"a":[]}')).toContain('Empty arrays are not allowed\n at [Source: (String)"{"a":[]}"');
});
