import { describe, expect, it } from "vitest";
import { codeOf } from "../../testing/refusals.ts";
import { JSON_OUT, LINES, PEOPLE, select } from "../../testing/select.ts";
import { parseQuery } from "./sql/parse-query.ts";

describe("columns of CSV", () => {
  it.each([
    ["SELECT * FROM S3Object", "1,Ann,Rome,31\n2,Ben,Oslo,7\n3,Cid,,50\n"],
    ["select s.NAME from s3object s where s.city = 'Oslo'", "Ben\n"],
    ["SELECT s.* FROM S3Object AS s LIMIT 1", "1,Ann,Rome,31\n"],
    ["SELECT name, _4 FROM S3Object LIMIT 2", "Ann,31\nBen,7\n"],
    ['SELECT s."City" FROM S3Object s LIMIT 1', "Rome\n"],
    ["SELECT S3Object._1 FROM S3Object LIMIT 1;", "1\n"],
    ["SELECT _9 FROM S3Object LIMIT 1", "\n"],
    ["SELECT id FROM S3Object LIMIT 0", ""],
    ["SELECT 'a,\"b' FROM S3Object LIMIT 1", '"a,""b"\n'],
    ["SELECT id -- of the first\nFROM S3Object LIMIT 1", "1\n"],
  ])("%s", (expression, selected) => expect(select(expression, PEOPLE)).toBe(selected));

  it.each<readonly ["USE" | "IGNORE" | "NONE", string, string]>([
    ["USE", "SELECT id, 1 + 1, age AS Years FROM S3Object LIMIT 1", '{"id":"1","_2":2,"Years":"31"}\n'],
    ["USE", "SELECT * FROM S3Object LIMIT 1", '{"Id":"1","name":"Ann","City":"Rome","age":"31"}\n'],
    ["IGNORE", "SELECT _1, _2 FROM S3Object LIMIT 1", '{"_1":"1","_2":"Ann"}\n'],
    ["NONE", "SELECT * FROM S3Object LIMIT 1", '{"_1":"Id","_2":"name","_3":"City","_4":"age"}\n'],
  ])("are told in JSON by the header's names or by their places: %s %s", (info, ...[expression, selected]) => {
    expect(select(expression, PEOPLE, { input: { CSV: { FileHeaderInfo: info } }, output: JSON_OUT })).toBe(selected);
  });

  it.each([
    ["SELECT shoe FROM S3Object", "EvaluatorBindingDoesNotExist"],
    ['SELECT "NAME" FROM S3Object', "EvaluatorBindingDoesNotExist"],
    ["SELECT s.name.first FROM S3Object s", "EvaluatorBindingDoesNotExist"],
    ["SELECT t.name FROM S3Object s", "EvaluatorBindingDoesNotExist"],
    ["SELECT _0 FROM S3Object", "InvalidColumnIndex"],
    ["SELECT s FROM S3Object s", "UnsupportedSqlStructure"],
    ["SELECT a FROM S3Object[*].a s", "UnsupportedSqlStructure"],
  ])("%s: %s", (expression, code) => expect(codeOf(() => select(expression, PEOPLE))).toBe(code));

  it("of one name are told apart by their case only in quotes", () => {
    expect(codeOf(() => select("SELECT a FROM S3Object", "a,A\n1,2\n"))).toBe("AmbiguousFieldName");
    expect(select('SELECT "A" FROM S3Object', "a,A\n1,2\n")).toBe("2\n");
  });
});

describe("expressions", () => {
  const ROW =
    '{"n": 5, "s": "Hello", "t": true, "z": null, "f": 2.5, "l": [1, {"a": "x"}], "o": {"In": {"k": 1}}, "e": ""}';

  it.each<readonly [string, unknown]>([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["10 - 2 - 3", 5],
    ["-n + +2", -3],
    ["7 % 4 / 2", 1.5],
    ["'a' || 'b' || n", "ab5"],
    ["'it''s'", "it's"],
    ["n = 5", true],
    ["n <> 5", false],
    ["n != '5'", false],
    ["'abc' < 'abd'", true],
    ["n >= 5 AND f < 3", true],
    ["n > 5 OR NOT t", false],
    ["NOT n > 5 AND t", true],
    ["z = 1", null],
    ["z = 1 OR t", true],
    ["z = 1 AND FALSE", false],
    ["s = 1", false],
    ["n BETWEEN 5 AND 6", true],
    ["n NOT BETWEEN 5 AND 6", false],
    ["n IN (1, 5)", true],
    ["n NOT IN (1, 2)", true],
    ["n IN (1, NULL)", null],
    ["z IS NULL", true],
    ["q IS NULL", true],
    ["z IS MISSING", false],
    ["q IS MISSING", true],
    ["q IS NOT MISSING", false],
    ["n IS NOT NULL", true],
    ["t IS TRUE", true],
    ["s LIKE 'H%'", true],
    ["s LIKE '_ello'", true],
    ["s LIKE '%l%l%'", true],
    ["s LIKE '%l%l%l%'", false],
    ["s LIKE 'hello'", false],
    ["s NOT LIKE '%z%'", true],
    ["e LIKE ''", true],
    ["e LIKE '%'", true],
    ["'50%' LIKE '50!%' ESCAPE '!'", true],
    ["'505' LIKE '50!%' ESCAPE '!'", false],
    ["'a.c' LIKE 'a.c'", true],
    ["'abc' LIKE 'a.c'", false],
    ["'abab' LIKE '%abab'", true],
    ["l[0]", 1],
    ["l[1].a", "x"],
    ["l[7] IS MISSING", true],
    ['r.o."In".K', 1],
    ["o['In'].k", 1],
    ["CASE WHEN n > 9 THEN 'big' WHEN n > 4 THEN 'fair' ELSE 'small' END", "fair"],
    ["CASE n WHEN 1 THEN 'one' END", null],
    ["CAST('12' AS INT)", 12],
    ["CAST(' 12.9 ' AS INTEGER)", 12],
    ["CAST('9007199254740993' AS INT) = 9007199254740992", false],
    ["CAST('1e3' AS FLOAT)", 1000],
    ["CAST('1.50' AS DECIMAL(10, 2))", 1.5],
    ["CAST(n AS STRING)", "5"],
    ["CAST('TRUE' AS BOOL)", true],
    ["CAST(z AS INT)", null],
    ["CAST('2020-02-03T04:05:06Z' AS TIMESTAMP)", "2020-02-03T04:05:06Z"],
    ["CHAR_LENGTH('𝒳yz')", 3],
    ["LOWER('ABC') || UPPER('def')", "abcDEF"],
    ["SUBSTRING('123456789', 0)", "123456789"],
    ["SUBSTRING('123456789', 2, 3)", "234"],
    ["SUBSTRING('123456789' FROM -1 FOR 4)", "12"],
    ["TRIM('  a ')", "a"],
    ["TRIM(LEADING FROM '  a ')", "a "],
    ["TRIM(TRAILING '1' FROM '1a11')", "1a"],
    ["TRIM(BOTH '12' FROM '1121a22211')", "a"],
    ["COALESCE(z, q, 'x')", "x"],
    ["NULLIF(n, 5)", null],
    ["NULLIF(n, 6)", 5],
    ["UTCNOW()", "2030-01-02T03:04:05.678Z"],
    ["TO_TIMESTAMP('2007T')", "2007-01-01T00:00:00Z"],
    ["TO_STRING(`1969-07-20T20:18:00Z`, 'MMMM d, y h:m a')", "July 20, 1969 8:18 PM"],
    ["TO_STRING(`1969-07-20T20:18:13.5Z`, 'yyyy-MM-dd''T''HH:mm:ss.SSSX')", "1969-07-20T20:18:13.500Z"],
    ["EXTRACT(YEAR FROM TO_TIMESTAMP('2010-02-03T'))", 2010],
    ["EXTRACT(minute FROM `2010-01-01T10:20:30Z`)", 20],
    ["DATE_ADD(month, 1, `2011-01-31T`)", "2011-02-28T00:00:00Z"],
    ["DATE_ADD(day, -1, `2017-01-10T`)", "2017-01-09T00:00:00Z"],
    ["DATE_DIFF(year, `2010-12-31T`, `2011-01-01T`)", 0],
    ["DATE_DIFF(month, `2010-01-01T`, `2011-01-01T`)", 12],
    ["DATE_DIFF(day, `2010-01-01T23:00Z`, `2010-01-02T01:00Z`)", 0],
    ["DATE_DIFF(month, `2011-01-01T`, `2010-11-15T`)", -1],
    ["`2010-01-01T` < `2010-01-02T`", true],
  ])("%s", (expression, value) => {
    const selected = select(`SELECT ${expression} AS v FROM S3Object r`, ROW, { input: LINES, output: JSON_OUT });
    expect(JSON.parse(selected)).toEqual({ v: value });
  });

  it.each([
    ["CAST('x' AS INT)", "CastFailed"],
    ["CAST('9223372036854775808' AS INT)", "IntegerOverflow"],
    ["1 / 0", "IntegerOverflow"],
    ["s + 1", "InvalidDataType"],
    ["n AND t", "InvalidDataType"],
    ["n LIKE 'a'", "LikeInvalidInputs"],
    ["s LIKE 'a!' ESCAPE '!'", "EvaluatorLikePatternInvalidEscapeSequence"],
    ["LOWER(n)", "IncorrectSqlFunctionArgumentType"],
    ["TO_TIMESTAMP('2010-02-30T')", "ValueParseFailure"],
    ["TO_STRING(`2010T`, 'QQ')", "EvaluatorInvalidTimestampFormatPattern"],
    ["LOWER(s, s)", "EvaluatorInvalidArguments"],
    ["SOUNDEX(s)", "UnsupportedFunction"],
  ])("%s: %s", (expression, code) => {
    expect(codeOf(() => select(`SELECT ${expression} FROM S3Object`, ROW, { input: LINES }))).toBe(code);
  });

  it("a comparison that is not known selects nothing", () => {
    expect(select("SELECT 1 FROM S3Object WHERE z = 1 OR q < 3", ROW, { input: LINES })).toBe("");
  });
});

describe("what is computed over all records", () => {
  it.each([
    ["COUNT(*)", "3\n"],
    ["COUNT(*), SUM(age), AVG(CAST(age AS FLOAT))", "3,88,29.333333333333332\n"],
    ["MIN(age), MAX(age), MAX(name)", "7,50,Cid\n"],
    ["SUM(age) / COUNT(*) + 1", "30.333333333333332\n"],
    ["COUNT(_9)", "0\n"],
    ["SUM(CAST(_9 AS INT))", "\n"],
  ])("%s", (items, selected) => expect(select(`SELECT ${items} FROM S3Object`, PEOPLE)).toBe(selected));

  it("is of what is selected, and is told where that is nothing", () => {
    expect(select("SELECT COUNT(*) AS c FROM S3Object WHERE age > 10", PEOPLE, { output: JSON_OUT })).toBe('{"c":2}\n');
    expect(select("SELECT COUNT(*) FROM S3Object", "", { input: { CSV: {} } })).toBe("0\n");
  });

  it.each([
    ["SELECT name, COUNT(*) FROM S3Object", "UnsupportedSqlStructure"],
    ["SELECT name FROM S3Object WHERE COUNT(*) > 1", "UnsupportedSqlOperation"],
    ["SELECT SUM(COUNT(*)) FROM S3Object", "UnsupportedSqlOperation"],
    ["SELECT SUM(name) FROM S3Object", "InvalidDataType"],
  ])("%s: %s", (expression, code) => expect(codeOf(() => select(expression, PEOPLE))).toBe(code));
});

describe("what is no query", () => {
  it.each([
    ["", "ParseUnexpectedToken"],
    ["DELETE FROM S3Object", "ParseUnexpectedToken"],
    ["SELECT FROM S3Object", "ParseEmptySelect"],
    ["SELECT a", "ParseSelectMissingFrom"],
    ["SELECT *, a FROM S3Object", "ParseAsteriskIsNotAloneInSelectList"],
    ["SELECT a, * FROM S3Object", "ParseAsteriskIsNotAloneInSelectList"],
    ["SELECT DISTINCT a FROM S3Object", "ParseUnsupportedSelect"],
    ["SELECT a FROM table1", "InvalidDataSource"],
    ["SELECT a FROM S3Object, S3Object", "MultipleDataSourcesUnsupported"],
    ["SELECT a FROM S3Object JOIN b", "ParseMalformedJoin"],
    ["SELECT a FROM S3Object GROUP BY a", "UnsupportedSqlStructure"],
    ["SELECT a FROM S3Object ORDER BY a", "UnsupportedSqlStructure"],
    ["SELECT a FROM S3Object LIMIT -1", "EvaluatorNegativeLimit"],
    ["SELECT a FROM S3Object LIMIT x", "ParseExpectedNumber"],
    ["SELECT a FROM S3Object WHERE", "ParseExpectedExpression"],
    ["SELECT a FROM S3Object WHERE a = AND", "ParseUnexpectedKeyword"],
    ["SELECT a FROM S3Object WHERE (a = 1", "ParseExpectedTokenType"],
    ["SELECT a FROM S3Object s t", "ParseUnexpectedToken"],
    ["SELECT a AS FROM S3Object", "ParseExpectedIdentForAlias"],
    ["SELECT CAST(a INT) FROM S3Object", "ParseExpectedKeyword"],
    ["SELECT CAST(a AS BLOB) FROM S3Object", "ParseExpectedTypeName"],
    ["SELECT SUM(*) FROM S3Object", "ParseUnsupportedCallWithStar"],
    ["SELECT SUM(a, b) FROM S3Object", "ParseNonUnaryAgregateFunctionCall"],
    ["SELECT EXTRACT(era FROM a) FROM S3Object", "ParseExpectedDatePart"],
    ["SELECT a.* FROM S3Object[*].x.* s", "ParseInvalidContextForWildcardInSelectList"],
    ["SELECT a[x] FROM S3Object", "ParseInvalidPathComponent"],
    ["SELECT 'a FROM S3Object", "LexerInvalidLiteral"],
    ["SELECT 12abc FROM S3Object", "LexerInvalidLiteral"],
    ["SELECT a ? b FROM S3Object", "LexerInvalidChar"],
    ["SELECT `x y` FROM S3Object", "LexerInvalidIONLiteral"],
  ])("%s: %s", (expression, code) => expect(codeOf(() => parseQuery(expression))).toBe(code));

  it.each([
    ["too long", `SELECT '${"x".repeat(256 * 1024)}' FROM S3Object`, "ExpressionTooLong"],
    ["too deep", `SELECT ${"(".repeat(50_000)}1 FROM S3Object`, "MaxOperatorsExceeded"],
    ["too many signs", `SELECT ${"- ".repeat(50_000)}1 FROM S3Object`, "MaxOperatorsExceeded"],
    ["too many operators", `SELECT 1${" + 1".repeat(20_000)} FROM S3Object`, "MaxOperatorsExceeded"],
    ["too many refusals", `SELECT a FROM S3Object WHERE ${"NOT ".repeat(50_000)} a`, "MaxOperatorsExceeded"],
  ])("what is %s", (_, ...[expression, code]) => expect(codeOf(() => parseQuery(expression))).toBe(code));

  it("a long chain of operators is no trouble", () => {
    expect(select(`SELECT 1${" + 1".repeat(1_900)} FROM S3Object`, "{}", { input: LINES })).toBe("1901\n");
  });
});

it("quoted records cost no more than they are long, be they of many fields or of one", () => {
  const input = { CSV: { FileHeaderInfo: "NONE" } } as const;
  const wide = `"a"${",".repeat(1_000_000)}\n`;
  expect(select("SELECT _1 FROM S3Object", wide, { input })).toBe("a\n");
  const long = '"a"\n'.repeat(500_000);
  expect(select("SELECT COUNT(*) FROM S3Object", long, { input })).toBe("500000\n");
});

it("a pattern costs no more than the text is long", () => {
  const text = `{"t": "${"a".repeat(500_000)}"}`;
  const pattern = `%${"a".repeat(50_000)}b%`;
  const run = (): string => select(`SELECT 1 FROM S3Object s WHERE s.t LIKE '${pattern}'`, text, { input: LINES });
  expect(run()).toBe("");
  const wild = `SELECT 1 FROM S3Object s WHERE s.t LIKE '%${"_a".repeat(200)}b%'`;
  expect(codeOf(() => select(wild, text, { input: LINES }))).toBe("LikeInvalidInputs");
});

it("a text that grows out of proportion is refused", () => {
  const doubled = Array.from({ length: 100 }, () => "s.t").join(" || ");
  const text = `{"t": "${"a".repeat(100_000)}"}`;
  expect(codeOf(() => select(`SELECT ${doubled} FROM S3Object s`, text, { input: LINES }))).toBe("OverMaxRecordSize");
});
