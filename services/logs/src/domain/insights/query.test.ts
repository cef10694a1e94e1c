import { describe, expect, it } from "vitest";
import { beginQuery } from "./query.ts";
import { readPointer } from "./records/pointer.ts";
import { ask, askEvents, eventOf, resultsOf, shown, START } from "./testing/ask.ts";

const refused = (query: string): unknown => {
  try {
    beginQuery(query, { now: START });
  } catch (error) {
    return error;
  }
  return "taken";
};

const matches = (condition: string, message: unknown): boolean => ask(`filter ${condition}`, message).length === 1;

describe("a query", () => {
  it("shows times and messages, the newest first, where it names no fields", () => {
    expect(ask("filter @message like 'o'", "one", "two", "three")).toEqual([
      { "@timestamp": "2024-01-01 00:01:00.000", "@message": "two" },
      { "@timestamp": "2024-01-01 00:00:00.000", "@message": "one" },
    ]);
  });

  it("has a pointer to each event", () => {
    const [row = []] = askEvents("fields @message", [eventOf("x", 3)]);
    expect(row.map(({ field }) => field)).toEqual(["@message", "@ptr"]);
    expect(readPointer(row[1]?.value ?? "")).toEqual({ group: "orders", timestamp: START + 180_000, arrival: 3 });
  });

  it("knows what every event has", () => {
    expect(ask("fields @logStream, @log, @ingestionTime, @nothing", "x")).toEqual([
      { "@logStream": "a", "@log": "111122223333:orders", "@ingestionTime": "2024-01-01 00:00:00.005" },
    ]);
  });

  it("discovers the fields of JSON, in lists and objects, and whose names have dots", () => {
    const message = { level: "info", user: { id: 7, tags: ["x", "y"] }, "a.b": { c: true }, none: null };
    const fields = "fields level, user.id, user.tags.1, a.b.c, `user`.id as id, user.tags[0] as tag, none, user";
    expect(ask(fields, message)).toEqual([
      {
        level: "info",
        "user.id": "7",
        "user.tags.1": "y",
        "a.b.c": "1",
        id: "7",
        tag: "x",
        user: '{"id":7,"tags":["x","y"]}',
      },
    ]);
  });

  it("takes comments, in whichever place, any case of its words, and a bar before all", () => {
    const query = "# all errors\n| FIELDS @message # the text\n| Filter @message LIKE /#1/\n# end";
    expect(ask(query, "error #1", "error 2")).toEqual([{ "@message": "error #1" }]);
  });

  it("shows what display names last, and goes on with what fields have made", () => {
    const query = "fields n * 2 as twice, twice + 1 as more | display more | display twice";
    expect(ask(query, { n: 2 })).toEqual([{ twice: "4" }]);
  });
});

describe("a filter", () => {
  const MESSAGE = { level: "ERROR", ms: 120, ratio: "0.5", path: "/api/orders", ok: false, ip: "10.0.0.7", empty: "" };

  it.each([
    "level = 'ERROR'",
    'level = "ERROR" and ms > 100',
    "ms >= 120 and ms <= 120",
    "ms = '120'",
    "ratio < 1",
    "level != 'INFO'",
    "level in ['INFO', 'ERROR']",
    "level not in ['INFO']",
    "ms in [1, 120]",
    "@message like 'orders'",
    "path like /^\\/api/",
    "path =~ /ord.*s$/",
    "path not like /health/",
    "not path like /health/",
    "not (level = 'INFO' or ms < 100)",
    "level = 'INFO' or ms = 120 and ok = 0",
    "ok = false",
    "ok = 'false'",
    "not ok",
    "ispresent(ms)",
    "not ispresent(missing)",
    "isempty(missing) and isempty(empty) and isblank(empty)",
    "isIpv4InSubnet(ip, '10.0.0.0/8')",
    "strcontains(path, 'api')",
    "strlen(level) = 5",
    "@logStream = 'a' and @log like /orders$/",
    "@timestamp >= 1704067200000",
    "@timestamp = '2024-01-01 00:00:00.000'",
    "ms / 2 = 60 and ms % 50 = 20 and 2 ^ 3 = 8 and -ms < 0",
    "`level` = 'ERROR'",
  ])("%s holds", (condition) => expect(matches(condition, MESSAGE)).toBe(true));

  it.each([
    "level = 'error'",
    "level like /(?i)info/",
    "ms > 'abc' and ms < 'abc'",
    "ok",
    // Of what is missing nothing holds, nor its opposite.
    "missing = 'x'",
    "missing != 'x'",
    "not missing = 'x'",
    "missing like /x/",
    "missing not like /x/",
    "missing not in ['x']",
    "missing > 1 or missing <= 1",
    "isIpv4InSubnet(ip, '192.168.0.0/16')",
  ])("%s does not hold", (condition) => expect(matches(condition, MESSAGE)).toBe(false));
});

describe("stats", () => {
  const EVENTS = [
    { level: "info", ms: 10 },
    { level: "error", ms: 20 },
    { level: "info", ms: 40 },
    { level: "info" },
    { level: "error", ms: 30, user: "ann" },
  ];

  it("counts and reckons", () => {
    const query = `stats count() , count(*) as all, count(ms) as have, count_distinct(level) as levels, sum(ms) as total,
      avg(ms) as mean, min(ms) as least, max(ms) as most, stddev(ms) as spread, pct(ms, 50) as half, median(ms) as middle`;
    expect(ask(query, ...EVENTS)).toEqual([
      {
        "count()": "5",
        all: "5",
        have: "4",
        levels: "2",
        total: "100",
        mean: "25",
        least: "10",
        most: "40",
        spread: "12.9099",
        half: "20",
        middle: "20",
      },
    ]);
  });

  it("groups by fields and by time", () => {
    expect(ask("stats count(*) as n by level | sort level", ...EVENTS)).toEqual([
      { level: "error", n: "2" },
      { level: "info", n: "3" },
    ]);
    expect(ask("stats max(ms) by bin(2m) as t, level | sort t, level | limit 2", ...EVENTS)).toEqual([
      { t: "2024-01-01 00:00:00.000", level: "error", "max(ms)": "20" },
      { t: "2024-01-01 00:00:00.000", level: "info", "max(ms)": "10" },
    ]);
  });

  it("groups what has no such field by itself", () => {
    expect(ask("stats count(*) by user | sort user", ...EVENTS)).toEqual([
      { user: "ann", "count(*)": "1" },
      { "count(*)": "4" },
    ]);
  });

  it("tells of the first and the last event, and of the order of values", () => {
    const query =
      "stats earliest(level) as e, latest(ms) as l, sortsFirst(level) as f, sortsLast(level) as z, max(@timestamp) as t";
    expect(ask(query, ...EVENTS)).toEqual([{ e: "info", l: "30", f: "error", z: "info", t: String(START + 240_000) }]);
  });

  it("shows four decimals at most", () => {
    expect(ask("stats sum(a) as total, avg(a) as mean", { a: 0.1 }, { a: 0.2 }, { a: 0 })).toEqual([
      { total: "0.3", mean: "0.1" },
    ]);
    expect(ask("stats sum(a) as none", { a: 0 })).toEqual([{ none: "0" }]);
  });

  it("reckons with its results", () => {
    expect(
      ask("stats max(ms) as most, min(ms) as least, most - least as span, sum(ms) / count(ms) as mean", ...EVENTS),
    ).toEqual([{ most: "40", least: "10", span: "30", mean: "25" }]);
  });

  it("may follow each other", () => {
    const query = "stats count(*) as n by level | filter n > 1 | stats max(n) as most, count(*) as levels";
    expect(ask(query, ...EVENTS)).toEqual([{ most: "3", levels: "2" }]);
  });

  it("counts nothing where there are no events", () => {
    expect(ask("stats count(*) as n, avg(ms) as mean")).toEqual([{ n: "0" }]);
    expect(ask("stats count(*) as n by level")).toEqual([]);
  });
});

describe("sort, limit and dedup", () => {
  it("sorts by several fields, up and down, what lacks them last", () => {
    const events = [{ a: 1, b: "x" }, { a: 2, b: "y" }, { b: "z" }, { a: 2, b: "x" }];
    expect(ask("fields a, b | sort a desc, b asc", ...events)).toEqual([
      { a: "2", b: "x" },
      { a: "2", b: "y" },
      { a: "1", b: "x" },
      { b: "z" },
    ]);
  });

  it("sorts texts before numbers, and figures in texts by their value", () => {
    const events = ["v10", 7, "v9", 12, "w1"].map((v) => ({ v }));
    expect(ask("fields v | sort v asc", ...events).map(({ v }) => v)).toEqual(["v9", "v10", "w1", "7", "12"]);
  });

  it("shows as many as its limit says, of the sorted ones the first", () => {
    const events = Array.from({ length: 500 }, (_, index) => ({ n: (index * 7) % 500 }));
    expect(ask("fields n | sort n asc | limit 3", ...events).map(({ n }) => n)).toEqual(["0", "1", "2"]);
    expect(ask("fields n | limit 3", ...events)).toHaveLength(3);
    expect(ask("fields n | sort n desc | filter n % 2 = 0 | limit 2", ...events).map(({ n }) => n)).toEqual([
      "498",
      "496",
    ]);
  });

  it("keeps the first of those that are alike", () => {
    const events = [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 3 }, { b: 4 }, { b: 5 }];
    expect(ask("fields a, b | sort @timestamp asc | dedup a | limit 10", ...events).map(({ b }) => b)).toEqual([
      "1",
      "3",
      "4",
      "5",
    ]);
  });

  it("ends a query for any events when it has them", () => {
    const run = beginQuery("fields @message | filter @message like /1/ | limit any 1", { now: START });
    run.add(eventOf("2", 0));
    expect(run.isSatisfied()).toBe(false);
    run.add(eventOf("1", 1));
    expect(run.isSatisfied()).toBe(true);
  });

  it("counts events that match, whatever becomes of them", () => {
    const run = beginQuery("fields @message | filter @message like /1/ | stats count(*)", { now: START });
    for (const [index, message] of ["1", "2", "11"].entries()) run.add(eventOf(message, index));
    expect(run.matched()).toBe(2);
    expect(resultsOf(run)).toEqual([[{ field: "count(*)", value: "2" }]]);
  });
});

describe("parse", () => {
  it("takes what stars stand for, as little as there can be", () => {
    const query = 'parse @message "user=*, method:*, latency := *" as user, method, latency | filter latency > 1';
    expect(ask(query, "at 1: user=ann, method:GET, latency := 12", "other")).toEqual([
      { user: "ann", method: "GET", latency: "12" },
    ]);
    expect(ask('parse "[*] *" as level, text | display text, level', "[INFO] a [b]")).toEqual([
      { text: "a [b]", level: "INFO" },
    ]);
  });

  it("takes the groups of a regular expression, by their names or by those that it gives", () => {
    expect(ask("fields @message | parse @message /user=(?<user>\\w+)/", "user=bob")).toEqual([
      { "@message": "user=bob", user: "bob" },
    ]);
    expect(ask("parse @message /(\\d+)-(\\d+)/ as a, b", "x 12-34")).toEqual([{ a: "12", b: "34" }]);
    expect(ask("fields path | parse path '/api/*' as what", { path: "/api/orders" })).toEqual([
      { path: "/api/orders", what: "orders" },
    ]);
  });

  it("makes a row of each item of a list", () => {
    const query = "fields jsonParse(@message) as m | unnest m.items into item | display item.id, m.n";
    expect(ask(query, { n: 1, items: [{ id: "a" }, { id: "b" }] })).toEqual([
      { "item.id": "a", "m.n": "1" },
      { "item.id": "b", "m.n": "1" },
    ]);
  });
});

describe("what functions of Lambda write", () => {
  const ID = "8f5c2b9e-1c1a-4b5e-9b6e-0123456789ab";
  const of = { group: "/aws/lambda/orders" };
  const EVENTS = [
    eventOf(`START RequestId: ${ID} Version: $LATEST`, 0, of),
    eventOf(`2024-01-01T00:00:00.000Z\t${ID}\tINFO\tsaved {"order":{"id":5}} and {"more":1}`, 1, of),
    eventOf(
      `REPORT RequestId: ${ID}\tDuration: 12.50 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 150.2 ms\t`,
      2,
      of,
    ),
  ];

  it("has the fields of its reports", () => {
    const query =
      "filter @type = 'REPORT' | fields @requestId, @duration, @billedDuration, @memorySize, @maxMemoryUsed, @initDuration";
    expect(shown(askEvents(query, EVENTS))).toEqual([
      {
        "@requestId": ID,
        "@duration": "12.5",
        "@billedDuration": "13",
        "@memorySize": "128000000",
        "@maxMemoryUsed": "64000000",
        "@initDuration": "150.2",
      },
    ]);
    expect(shown(askEvents(`filter @requestId = '${ID}' | stats count(*) as n`, EVENTS))).toEqual([{ n: "3" }]);
  });

  it("has the fields of the first JSON that stands in a message", () => {
    expect(shown(askEvents("filter ispresent(order.id) | fields order.id, more", EVENTS))).toEqual([
      { "order.id": "5" },
    ]);
    expect(ask("filter ispresent(order.id)", 'saved {"order":{"id":5}}')).toEqual([]);
  });
});

describe("a query that cannot be compiled is refused, and told where", () => {
  it.each([
    ["fields @message | bogus", "unexpected symbol found bogus at line 1 and position 19", 18, 23],
    ["fields @message\n| filter @message like", "unexpected symbol found <EOF> at line 2 and position 23", 38, 38],
    ["filter a = ", "unexpected symbol found <EOF> at line 1 and position 12", 11, 11],
    ["filter a == 1", "unexpected symbol found = at line 1 and position 11", 10, 11],
    ["fields a b", "unexpected symbol found b at line 1 and position 10", 9, 10],
    ["stats count(* by x", "unexpected symbol found by at line 1 and position 15", 14, 16],
    ["limit 0", "unexpected symbol found 0 at line 1 and position 7", 6, 7],
    ["", "unexpected symbol found <EOF> at line 1 and position 1", 0, 0],
    ["fields ~", "unexpected symbol found ~ at line 1 and position 8", 7, 8],
    ["dedup a | sort b", "unexpected symbol found sort at line 1 and position 11", 10, 14],
    ["stats count(*) by bin(5x)", "unexpected symbol found 5x at line 1 and position 23", 22, 24],
    ["stats count(*) by bin(@timestamp)", "Invalid arguments for bin", 18, 33],
    ["fields nothing(a)", "Unknown function: nothing", 7, 17],
    ["fields constructor(a)", "Unknown function: constructor", 7, 21],
    ["fields abs(a, b)", "Invalid arguments for abs", 7, 16],
    ["filter a like /(/", "Invalid regular expression /(/: a parenthesis is not closed", 14, 17],
    ["parse @message '* *' as a", "The number of fields does not match the number of groups in the pattern", 0, 25],
    ["stats pct(a)", "Invalid arguments for pct", 6, 12],
  ])("%s", (query, message, ...[startCharOffset, endCharOffset]) => {
    expect(refused(query)).toMatchObject({
      code: "MalformedQueryException",
      message,
      members: { queryCompileError: { message, location: { startCharOffset, endCharOffset } } },
    });
  });

  it.each(["pattern @message", "anomaly", "diff"])("what is not implemented says so: %s", (command) => {
    expect(refused(`fields @message | ${command}`)).toMatchObject({ code: "NotImplemented", status: 501 });
  });

  it("however deeply it is nested", () => {
    expect(refused(`filter ${"(".repeat(5_000)}`)).toMatchObject({ code: "MalformedQueryException" });
    expect(refused(`filter ${"not ".repeat(5_000)}`)).toMatchObject({ code: "MalformedQueryException" });
  });
});

it("a query that would hold too much fails", () => {
  const run = beginQuery("stats count(*) by @message", { now: START });
  const fill = (): void => {
    for (let index = 0; index < 1_000; index += 1) run.add(eventOf(`${index}${"x".repeat(200_000)}`, index));
  };
  expect(fill).toThrow("The query needs too much memory.");
});
