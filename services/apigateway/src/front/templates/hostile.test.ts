import { describe, expect, it, test } from "vitest";
import { TemplateFault } from "./template.ts";
import { rendered, text } from "./testing/render.ts";

describe("nothing of JavaScript's is within reach", () => {
  test.each([
    "$input.constructor",
    '$input.json.constructor("return process")',
    '$util.constructor.constructor("return process")',
    "$context.constructor$context.hasOwnProperty(1)",
    "$stageVariables.constructor.name",
    '#set($a = "")$a.constructor$a.class.forName("java.lang.Runtime")$a.toLocaleString()',
    "#set($a = [])$a.constructor$a.length$a.push(1)$a.map(1)",
    '#set($a = {})$a.constructor$a["__proto__"]$a.hasOwnProperty("x")$a.has("x")$a.valueOf()',
    "#set($a = 1)$a.constructor$a.toFixed(2)",
    "$constructor$__proto__$hasOwnProperty$toString$valueOf",
    "$util.toString()$util.hasOwnProperty('x')$input.valueOf()",
  ])("%s leaves nothing", (template) => {
    expect(text(template)).toBe("");
  });

  it("prototypes are not written to, by templates nor by bodies", () => {
    rendered('#set($a = {})#set($a["__proto__"]["polluted"] = 1)$a.put("__proto__", 1)$context.put("__proto__", 1)');
    text('$input.path("$")["__proto__"]$input.json("$.__proto__.polluted")', {
      body: '{"__proto__": {"polluted": 1}}',
    });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("an override by a hostile name is only a name", () => {
    const { overrides } = rendered('#set($context.requestOverride.header["__proto__"] = "x")');
    expect(Object.getPrototypeOf(overrides.request.header)).toBe(Object.prototype);
    expect(Object.entries(overrides.request.header)).toEqual([["__proto__", "x"]]);
  });
});

const loop = (body: string, within = 4): string =>
  "#foreach($i in [1..1000])".repeat(within) + body + "#end".repeat(within);

describe("templates that would go on for ever end in a fault", () => {
  test.each([
    ["loops in loops", loop("x")],
    ["loops that do nothing but count", `#set($n = 0)${loop("#set($n = $n + 1)")}`],
    ["a text that doubles", `#set($a = "x")${loop('#set($a = "$a$a")', 1)}`],
    ["a text that doubles by adding", `#set($a = "x")${loop("#set($a = $a + $a)", 1)}`],
    ["a text that doubles by a method", `#set($a = "x")${loop("#set($a = $a.concat($a))", 1)}`],
    ["a text that grows by a pattern", `#set($a = "xx")${loop('#set($a = $a.replaceAll("x", "xx"))', 1)}`],
    ["a list that doubles", `#set($a = [1])${loop("$!a.addAll($a)", 1)}`],
    ["a list that holds itself", "#set($a = [])$a.add($a)$a"],
    ["a list of a list of a list, twice each", `#set($a = [1])${loop("#set($a = [$a, $a])", 1)}$a`],
    ["a map that holds itself", "#set($a = {})#set($a.b = $a)$a.toString()"],
    ["a macro that calls itself", "#macro(m)#m()#end#m()"],
    ["a #define that holds itself", "#define($d)$d#end$d"],
    ["a range without end", "#set($a = [1..1000000000])"],
    ["a number without end", `#set($a = 9)${loop("#set($a = $a * $a)", 1)}${loop("x")}`],
    ["an expression that backtracks", `#set($a = "${"a".repeat(40)}b")$a.matches("(a+)+")`],
    ["an expression of choices", `#set($a = "${"a".repeat(40)}b")$a.matches("${"(a|a)".repeat(40)}c")`],
    ["a repeated choice", `#set($a = "${"a".repeat(40)}b")$a.matches("(a|a)*c")`],
    ["paths that lead everywhere, again and again", '$input.path("$..*..*..*..*..*..*..*..*")'],
  ])("%s", (_, template) => {
    const body = "[".repeat(40) + "]".repeat(40);
    expect(() => text(template, { body })).toThrow(TemplateFault);
  });
});

describe("texts that are hard to parse are parsed, or refused", () => {
  const large = 300 * 1024;

  test.each([
    ["references", "$a.b ".repeat(large / 5)],
    ["backslashes", "\\".repeat(large)],
    ["spaces", "#set ".repeat(10) + " ".repeat(large)],
    ["hashes", "#".repeat(large)],
    ["dollars", "$".repeat(large)],
    ["quotation marks", '"'.repeat(large)],
    ["text", "x\n".repeat(large / 2)],
  ])("many %s are parsed", (_, template) => {
    expect(text(template)).toBeTypeOf("string");
  });

  test.each([
    ["blocks", "#if(true)".repeat(5000)],
    ["parentheses", `#set($a = ${"(".repeat(50_000)}`],
    ["brackets", `#set($a = ${"[".repeat(50_000)}`],
    ["texts in texts", `#set($a = ${'"$a.b('.repeat(500)}`],
    ["negations", `#if(${"!".repeat(50_000)}true)x#end`],
    ["calls in calls", "$a.b(".repeat(50_000)],
  ])("%s nested too deeply are refused", (_, template) => {
    expect(() => text(template)).toThrow(TemplateFault);
  });
});
