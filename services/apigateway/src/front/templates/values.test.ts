import { describe, expect, it, test } from "vitest";
import { TemplateFault } from "./template.ts";
import { text } from "./testing/render.ts";

describe("methods of texts", () => {
  test.each([
    ['"aXbX".replaceAll("X", "-")', "a-b-"],
    ['"aXbX".replaceFirst("X", "-")', "a-bX"],
    ['"a.b".replace(".", "-")', "a-b"],
    ['"a1b22".replaceAll("[0-9]+", "<$0>")', "a<1>b<22>"],
    ['"it\\\'s".replaceAll("\\\\\'", "\'")', "it's"],
    ['"a\\b".replaceAll("\\\\", "/")', "a/b"],
    ['"abc".substring(1)', "bc"],
    ['"abc".substring(0, 2)', "ab"],
    ['"abc".length()', "3"],
    ['"abc".indexOf("c")', "2"],
    ['"abcabc".lastIndexOf("b")', "4"],
    ['"a".equals("a")', "true"],
    ['"a".equals(1)', "false"],
    ['"Ab".equalsIgnoreCase("aB")', "true"],
    ['"abc".contains("b")', "true"],
    ['"abc".startsWith("ab")', "true"],
    ['"abc".endsWith("bc")', "true"],
    ['"Ab".toLowerCase()', "ab"],
    ['"Ab".toUpperCase()', "AB"],
    ['" a ".trim()', "a"],
    ['"".isEmpty()', "true"],
    ['"abc".matches("[a-c]+")', "true"],
    ['"abcd".matches("[a-c]+")', "false"],
    ['"a,b,,c,,".split(",").size()', "4"],
    ['"a,b".split(",")', "[a, b]"],
    ['"a,b".split(",").get(1)', "b"],
    ['"a,b,c".split(",", 2)', "[a, b,c]"],
    ['"abc".split("")', "[a, b, c]"],
    ['"a".concat("b").toString()', "ab"],
    ['"b".compareTo("a")', "1"],
    ['"hello".hashCode()', "99162322"],
    ['"abc".charAt(1)', "b"],
  ])("%s is %s", (call, expected) => {
    const [, receiver = "", rest = ""] = /^("(?:[^"])*")(.*)$/.exec(call) ?? [];
    expect(text(`#set($s = ${receiver})$s${rest}`)).toBe(expected);
  });
});

describe("methods of lists", () => {
  test.each([
    ["$l.size()", "3"],
    ["$l.get(0)", "a"],
    ["$l.isEmpty()", "false"],
    ['$l.contains("b")', "true"],
    ['$l.indexOf("c")', "2"],
    ['$l.add("d")$l', "true[a, b, c, d]"],
    ['$!l.add(0, "d")$l', "[d, a, b, c]"],
    ['$l.addAll(["d", "e"])$l.size()', "true5"],
    ["$l.remove(0)$l", "a[b, c]"],
    ['$l.remove("b")$l', "true[a, c]"],
    ['#set($l[1] = "x")$l', "[a, x, c]"],
    ['$l.set(1, "x")$l', "b[a, x, c]"],
    ["$l.subList(1, 3)", "[b, c]"],
    ["$l[-1]", "c"],
    ["$l[7]", ""],
  ])("%s is %s", (call, expected) => {
    expect(text(`#set($l = ["a", "b", "c"])${call}`)).toBe(expected);
  });
});

describe("methods of maps", () => {
  test.each([
    ['$m.get("b")', "1"],
    ["$m.b", "1"],
    ['$m.put("c", 3)$m', "{b=1, a=2, c=3}"],
    ['$m.put("b", 3)', "1"],
    ["#set($m.c = 3)$m.c", "3"],
    ['#set($m["c d"] = 3)$m.get("c d")', "3"],
    ["$m.keySet()", "[b, a]"],
    ["$m.values()", "[1, 2]"],
    ["$m.entrySet()", "[b=1, a=2]"],
    ["#foreach($e in $m.entrySet())$e.key:$e.getValue();#end", "b:1;a:2;"],
    ['$m.containsKey("a")$m.containsKey("z")', "truefalse"],
    ["$m.containsValue(2)", "true"],
    ["$m.size()$m.isEmpty()", "2false"],
    ['$m.remove("b")$m', "1{a=2}"],
    ['$m.putAll({"z": 9})$m', "{b=1, a=2, z=9}"],
    ['$m.getOrDefault("z", "none")', "none"],
  ])("%s is %s", (call, expected) => {
    expect(text(`#set($m = {"b": 1, "a": 2})${call}`)).toBe(expected);
  });

  it("a map keeps the order in which it was filled, numbers as keys, too", () => {
    expect(text('#set($m = {"2": "b"})$!m.put("1", "a")$m')).toBe("{2=b, 1=a}");
  });
});

describe("methods of numbers", () => {
  test.each([
    ['#set($Integer = 0)#set($n = $Integer.parseInt("41") + 1)$n', "42"],
    ["#set($n = 3)$n.toString().length()", "1"],
    ["#set($n = 3.7)$n.intValue()", "3"],
    ['#set($d = 0.0)$d.parseDouble("2")', "2.0"],
  ])("%s is %s", (template, expected) => {
    expect(text(template)).toBe(expected);
  });
});

test.each([
  '#set($s = "abc")$s.substring(4)',
  "#set($l = [])$l.get(0)",
  '#set($n = 0)$n.parseInt("x")',
  '#set($s = "abc")$s.replaceAll("(", "x")',
  "#set($s = 'abc')$s.contains($nothing)",
])("what throws in Java ends the template: %s", (template) => {
  expect(() => text(template)).toThrow(TemplateFault);
});
