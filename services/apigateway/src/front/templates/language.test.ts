import { describe, expect, it, test } from "vitest";
import { TemplateFault } from "./template.ts";
import { text } from "./testing/render.ts";

describe("references", () => {
  test.each([
    ["a property of what is set", '#set($a = {"b": "c"})$a.b', "c"],
    ["the formal notation ends where its brace does", '#set($a = "b")${a}c', "bc"],
    ["the quiet notation", '#set($a = "b")$!a $!{a}', "b b"],
    ["an item of a list of a map, formally", '#set($a = {"b": ["c", "d"]})${a.b[1]}', "d"],
    ["an item by a variable", '#set($i = 1)#set($a = ["x", "y"])$a[$i]', "y"],
    ["an item of a map by a text", '#set($a = {"b c": 1})$a["b c"]', "1"],
    ["a dot behind a reference is text", '#set($a = "b")$a.', "b."],
    ["brackets behind a reference that hold no index are text", '#set($a = "b")$a[x]', "b[x]"],
    ["a dash belongs to a name", '#set($a-b = "c")$a-b', "c"],
    ["what is not there leaves nothing", "<$nothing><$!nothing><${nothing.at.all}>", "<><><>"],
    ["a dollar alone is text", "$ $5 $.a ${ }", "$ $5 $.a ${ }"],
    ["an e-mail address is text", "a@b.c", "a@b.c"],
  ])("%s", (_, template, expected) => {
    expect(text(template)).toBe(expected);
  });
});

describe("escapes", () => {
  test.each([
    ["a backslash before what is set writes the reference", '#set($a = "b")\\$a', "$a"],
    ["a backslash before what is not set stays", "\\$a", "\\$a"],
    ["two backslashes are one, before the value", '#set($a = "b")\\\\$a', "\\b"],
    ["a backslash before a directive writes it", "\\#if(true)", "#if(true)"],
    ["a backslash before anything else stays", "a\\nb \\#foo", "a\\nb \\#foo"],
    ["a block of text is written as it is", "#[[ $a #if \\ ]]#", " $a #if \\ "],
    ["a dollar in a variable", '#set($D = "$")${D}a', "$a"],
  ])("%s", (_, template, expected) => {
    expect(text(template)).toBe(expected);
  });
});

describe("white space", () => {
  test.each([
    [
      "#set swallows its line, and spaces before it where nothing else stands there",
      "#set($a = 1)\n  #set($b = 2)  \n$a$b\n",
      "12\n",
    ],
    ["spaces behind text stay before #set", "x\n  #set($a = 1)\ny", "x\n  y"],
    [
      "#if, #else and #end swallow the ends of their lines only",
      "a\n  #if(true)\n  b\n  #else\n  c\n  #end\nd",
      "a\n    b\n  d",
    ],
    ["#foreach and its #end, too", "[\n#foreach($x in [1, 2])\n $x\n#end\n]", "[\n 1\n 2\n]"],
    ["a comment swallows its line's end", "a ## b\nc", "a c"],
    ["a comment of many lines swallows none", "a\n#* b\n *#\nc", "a\n\nc"],
    ["behind a reference nothing is swallowed", "#set($a = 1)$a \nb", "1 \nb"],
    ["windows' line ends", "#if(true)\r\na\r\n#end\r\nb", "a\r\nb"],
  ])("%s", (_, template, expected) => {
    expect(text(template)).toBe(expected);
  });
});

describe("conditions", () => {
  test.each([
    ["the first branch that holds", "#if(false)a#elseif(true)b#elseif(true)c#else d#end", "b"],
    ["else where none holds", "#if(false)a#{else}b#end", "b"],
    ["an empty text holds, and so does zero", '#if("")a#end#if(0)b#end', "ab"],
    ["what is not there does not hold", "#if($a)x#else y#end", " y"],
    ["words for operators", "#if(1 lt 2 and not (2 le 1) or false)x#end", "x"],
    ["numbers are equal by value", "#if(1 == 1.0)x#end", "x"],
    ["a number equals its text", '#if(1 == "1")x#end', "x"],
    ["texts have no order", '#if("b" > "a")x#else y#end', " y"],
    ["nothing equals nothing", "#if($a == $b)x#end", "x"],
    ["and binds more than or", "#if(true || false && false)x#end", "x"],
    ["not before a method", '#if(!$a.isEmpty())x#end#set($a = "")#if(!$a.isEmpty())y#end', "x"],
  ])("%s", (_, template, expected) => {
    expect(text(template)).toBe(expected);
  });
});

describe("arithmetic", () => {
  test.each([
    ["10 / 3", "3"],
    ["-7 / 2", "-3"],
    ["-7 % 3", "-1"],
    ["1 + 2 * 3", "7"],
    ["(1 + 2) * 3", "9"],
    ["7 / 2.0", "3.5"],
    ["4 / 2.0", "2.0"],
    ["1.5e10", "1.5E10"],
    ["9007199254740993 + 1", "9007199254740994"],
    ['1 + "a"', "1a"],
    ["10 - 3 - 2", "5"],
  ])("%s is %s", (expression, expected) => {
    expect(text(`#set($x = ${expression})$x`)).toBe(expected);
  });

  it("a division by zero makes nothing, and what is nothing is not assigned", () => {
    expect(text("#set($x = 5)#set($x = 1 / 0)$x")).toBe("5");
  });
});

describe("loops", () => {
  test.each([
    ["over a range, up", "#foreach($i in [1..3])$i#end", "123"],
    ["over a range, down", "#foreach($i in [2..-1])$i,#end", "2,1,0,-1,"],
    ["over a range of variables", "#set($n = 2)#foreach($i in [0..$n])$i#end", "012"],
    ["over a map's values", '#foreach($v in {"b": 1, "a": 2})$v#end', "12"],
    ["over nothing", "#foreach($x in $nothing)x#end", ""],
    [
      "where they are",
      "#foreach($x in ['a', 'b'])$foreach.index$foreach.count$foreach.hasNext$velocityCount #end",
      "01true1 12false2 ",
    ],
    [
      "in loops, which see the outer one",
      "#foreach($x in [1, 2])#foreach($y in [1, 2])$foreach.parent.count$foreach.count #end#end",
      "11 12 21 22 ",
    ],
    ["until #break", "#foreach($x in [1, 2, 3])#if($x == 2)#break#end$x#end", "1"],
    ["and what they named before is restored", '#set($x = "a")#foreach($x in [1])$x#end$x', "1a"],
    ["what is set in them stays", "#foreach($x in [1, 2])#set($y = $x)#end$y", "2"],
    ["#stop ends everything", "a#foreach($x in [1, 2])$x#stop#end b", "a1"],
  ])("%s", (_, template, expected) => {
    expect(text(template)).toBe(expected);
  });

  it("end after 1,000 rounds", () => {
    expect(text("#foreach($i in [1..2000])x#end")).toHaveLength(1000);
  });
});

describe("blocks and macros", () => {
  test.each([
    ["#define is rendered where it stands", "#define($d)<$x>#end#set($x = 1)$d#set($x = 2)$d", "<1><2>"],
    ["#macro takes what it is given", "#macro(m $a $b)<$a|$b>#end#m('x' 2)#m(1, 3)", "<x|2><1|3>"],
    ["a macro with a body", "#macro(m)<$bodyContent>#end#@m()x#end", "<x>"],
    ["what a macro's parameter named before is restored", '#macro(m $a)$a#end#set($a = "o")#m("i")$a', "io"],
    ["what is no macro is text", '#foo("x") #include("y") color: #fff', '#foo("x") #include("y") color: #fff'],
  ])("%s", (_, template, expected) => {
    expect(text(template)).toBe(expected);
  });
});

describe("literals", () => {
  test.each([
    ["double quotes are rendered", '#set($a = 1)#set($b = "<$a#if(true)x#end>")$b', "<1x>"],
    ["single quotes are not", "#set($a = 1)#set($b = '<$a>')$b", "<$a>"],
    ["a quotation mark twice is one", `#set($a = "a""b")#set($b = 'c''d')$a$b`, `a"bc'd`],
    ["backslashes stay", '#set($a = "a\\"b\\n")$a', 'a\\"b\\n'],
    ["lists are written as Java does", "#set($a = [1, 'b', [true]])$a", "[1, b, [true]]"],
    ["maps are written as Java does", "#set($a = {'b': 1, 'c': {'d': $nothing}})$a", "{b=1, c={d=null}}"],
    ["empty ones", "#set($a = [])#set($b = {})$a$b", "[]{}"],
    ["over many lines", '#set($a = {\n  "b": [\n 1,\n 2\n]\n})\n$a.b', "[1, 2]"],
  ])("%s", (_, template, expected) => {
    expect(text(template)).toBe(expected);
  });
});

describe("what is no template", () => {
  test.each([
    ["an #if without end", "#if(true)a"],
    ["an #end without begin", "a#end"],
    ["an #else without #if", "a#else b"],
    ["two #else", "#if(true)#else#else#end"],
    ["a brace that is not closed", "${a"],
    ["#set of nothing", "#set($a = )"],
    ["#set without reference", "#set(1 = 2)"],
    ["a text that is not closed", '#set($a = "b)'],
    ["a method's parenthesis that is not closed", "$a.b("],
  ])("%s is refused", (_, template) => {
    expect(() => text(template)).toThrow(TemplateFault);
  });
});
