import { describe, expect, it, test } from "vitest";
import { TemplateFault } from "./template.ts";
import { text } from "./testing/render.ts";

/** As in Jayway's README. */
const STORE = JSON.stringify({
  store: {
    book: [
      { category: "reference", author: "Nigel Rees", title: "Sayings", price: 8.95 },
      { category: "fiction", author: "Evelyn Waugh", title: "Sword", price: 12.99 },
      { category: "fiction", author: "Herman Melville", title: "Moby", isbn: "0-553-21311-3", price: 8.99 },
    ],
    bicycle: { color: "red", price: 19.95 },
  },
  expensive: 10,
});

describe("$input.json", () => {
  test.each([
    ["$.store.bicycle", '{"color":"red","price":19.95}'],
    ["$['store']['bicycle']['color']", '"red"'],
    ["store.bicycle.color", '"red"'],
    ["$.store.book[0].title", '"Sayings"'],
    ["$.store.book[-1].title", '"Moby"'],
    ["$.store.book[*].author", '["Nigel Rees","Evelyn Waugh","Herman Melville"]'],
    ["$.store.book[0,2].title", '["Sayings","Moby"]'],
    ["$.store.book[0:2].title", '["Sayings","Sword"]'],
    ["$.store.book[1:].title", '["Sword","Moby"]'],
    ["$.store.book[:-2].title", '["Sayings"]'],
    ["$..author", '["Nigel Rees","Evelyn Waugh","Herman Melville"]'],
    ["$.store..price", "[8.95,12.99,8.99,19.95]"],
    ["$..book[2].title", '["Moby"]'],
    ["$.store.bicycle.*", '["red",19.95]'],
    ["$.store.book[0]['author','title']", '{"author":"Nigel Rees","title":"Sayings"}'],
    ["$.store.book[?(@.isbn)].title", '["Moby"]'],
    ["$.store.book[?(!@.isbn)].title", '["Sayings","Sword"]'],
    ["$.store.book[?(@.price < 10)].title", '["Sayings","Moby"]'],
    ["$.store.book[?(@.price <= $.expensive)].title", '["Sayings","Moby"]'],
    ["$.store.book[?(@.category == 'fiction' && @.price > 10)].title", '["Sword"]'],
    ["$.store.book[?(@.category != 'fiction' || @['price'] == 8.99)].title", '["Sayings","Moby"]'],
    ["$.store.book[?((@.price > 12) || (@.price < 8.96))].title", '["Sayings","Sword"]'],
    ["$.store.book[?(@.author =~ /.*rees/i)].title", '["Sayings"]'],
    ["$.store.book[?(@.title in ['Moby', 'Dick'])].title", '["Moby"]'],
    ["$.store.book[?(@.title nin ['Moby'])].title", '["Sayings","Sword"]'],
    ["$.store.book[?(@.price == '8.95')].title", "[]"],
    ["$.store.book.length()", "3"],
    ["$.store.book[9].title", '""'],
    ["$.store.book.title", '""'],
    ["$.nothing", '""'],
    ["$.nothing[*].at.all", "[]"],
    ["$..nothing", "[]"],
  ])("%s of the store is %s", (path, expected) => {
    expect(text(`$input.json('${path.replaceAll("'", "''")}')`, { body: STORE })).toBe(expected);
  });

  test.each([
    ["the whole document without spaces, in its order", '{ "b": 1,\n "a": [ true, null ] }', '{"b":1,"a":[true,null]}'],
    ["numbers as names keep their order", '{"2":1,"1":2}', '{"2":1,"1":2}'],
    [
      "large numbers and fractions as they are",
      "[12345678901234567890,1.0,-0.5,1e2]",
      "[12345678901234567890,1.0,-0.5,100.0]",
    ],
    ["texts as they are", '"a\\"b\\u00e9\\/"', '"a\\"bé/"'],
    ["a form is a text", "a=1&b=2", '"a=1&b=2"'],
    ["no body is an empty object", "", "{}"],
    ["null", "null", "null"],
  ])("%s", (_, body, expected) => {
    expect(text("$input.json('$')", { body })).toBe(expected);
  });

  test.each(["$[", "$.a[?(@.b ==)]", "$.a[?(@.b]", "$..", "$.a.unknown()", "$ x"])("%s is no path", (path) => {
    expect(() => text(`$input.json('${path}')`, { body: "{}" })).toThrow(TemplateFault);
  });
});

describe("$input.path", () => {
  const body = '{"a": 1, "b": [{"c": 5}], "d": {"e": "f"}, "g": null}';

  test.each([
    ["maps are written as Java does, lists as JSON", "$input.path('$')", '{a=1, b=[{"c":5}], d={e=f}, g=null}'],
    ["a text has no quotes", "$input.path('$.d.e')", "f"],
    ["members are reached on", "#set($root = $input.path('$'))$root.d.e$root.b[0].c$root.b.size()", "f51"],
    [
      "what is not there, and null, leave nothing",
      "<$input.path('$.x')><$input.path('$.g')><$input.path('$').x.y>",
      "<><><>",
    ],
    ["loops over lists", "#foreach($x in $input.path('$.b'))$x.c#end", "5"],
    ["toString", '$input.path("$").toString().contains("e=f")', "true"],
  ])("%s", (_, template, expected) => {
    expect(text(template, { body })).toBe(expected);
  });

  it("gives nothing of no body", () => {
    expect(text("<$input.path('$')><$input.path('$.a')><$input.body>")).toBe("<><><>");
  });
});

describe("$input.body and $input.params", () => {
  const given = {
    body: '{"a": "$b"}',
    path: { id: "p", both: "path" },
    query: { q: ["1", "2"], both: ["query"] },
    header: { "X-Head": ["h"], both: ["header"] },
  };

  test.each([
    ["$input.body", '{"a": "$b"}'],
    ["$input.params('id')", "p"],
    ["$input.params('both')", "path"],
    ["$input.params('q')", "2"],
    ["$input.params('X-Head')", "h"],
    ["$input.params('x-head')", "h"],
    ["<$input.params('none')>", "<>"],
    ["$input.params().path.id", "p"],
    ["$input.params().header.get('X-Head')", "h"],
    ["$input.params('path')", ""],
    ["$input.params().querystring", "{q=2, both=query}"],
    ["$input.params().keySet()", "[path, querystring, header]"],
  ])("%s is %s", (template, expected) => {
    expect(text(template, given)).toBe(expected);
  });
});
