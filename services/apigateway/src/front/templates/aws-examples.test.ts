import { describe, expect, it, test } from "vitest";
import { TemplateFault } from "./template.ts";
import { rendered, text } from "./testing/render.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-variable-examples.html */
describe("AWS's own examples of mapping templates", () => {
  it("hand on variables of $context", () => {
    const context = {
      stage: "prod",
      requestId: "abcdefg-000-000-0000-abcdefg",
      identity: { sourceIp: "192.0.2.1", userAgent: "curl/7.84.0", accountId: null },
    };
    const template = `{
    "stage" : "$context.stage",
    "request_id" : "$context.requestId",
    "source_ip" : "$context.identity.sourceIp",
    "user-agent" : "$context.identity.userAgent",
    "account_id" : "$context.identity.accountId"
}`;
    expect(text(template, { context })).toBe(`{
    "stage" : "prod",
    "request_id" : "abcdefg-000-000-0000-abcdefg",
    "source_ip" : "192.0.2.1",
    "user-agent" : "curl/7.84.0",
    "account_id" : ""
}`);
  });

  it("hand on all parameters", () => {
    const template = `#set($allParams = $input.params())
{
  "params" : {
    #foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
    "$type" : {
      #foreach($paramName in $params.keySet())
      "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
      #if($foreach.hasNext),#end
      #end
    }
    #if($foreach.hasNext),#end
    #end
  }
}`;
    const made = text(template, {
      path: { example2: "myParamValue" },
      query: { querystring1: ["value1,value2"] },
      header: { "user-agent": ['curl "x"'] },
    });
    expect(JSON.parse(made)).toEqual({
      params: {
        path: { example2: "myParamValue" },
        querystring: { querystring1: "value1,value2" },
        header: { "user-agent": 'curl "x"' },
      },
    });
  });

  it("take a part of a body", () => {
    const body = JSON.stringify({ statistics: { id: 1, "numbers of mothers": 3 }, other: [1] });
    expect(
      text(`{"name" : "$input.params('name')", "body" : $input.json('$.statistics')}`, { body, path: { name: "n" } }),
    ).toBe('{"name" : "n", "body" : {"id":1,"numbers of mothers":3}}');
  });

  it("transform a list of photos", () => {
    const photos = [
      { id: "1", title: "Sample photo 1", ispublic: 1 },
      { id: "2", title: "Sample photo 2", ispublic: 0 },
    ];
    const template = `#set($inputRoot = $input.path('$'))
{
  "photos": [
#foreach($elem in $inputRoot.photos.photo)
    {
      "id": "$elem.id",
      "title": "$elem.title",
      "ispublic": $elem.ispublic
    }#if($foreach.hasNext),#end

#end
  ]
}`;
    expect(text(template, { body: JSON.stringify({ photos: { total: 2, photo: photos } }) })).toBe(`{
  "photos": [
    {
      "id": "1",
      "title": "Sample photo 1",
      "ispublic": 1
    },
    {
      "id": "2",
      "title": "Sample photo 2",
      "ispublic": 0
    }
  ]
}`);
  });

  it("compute with what a body holds", () => {
    const body = '{"items": ["a", "b"], "price": 3}';
    expect(
      text("#set($n = $input.path('$.price') * 2)#set($l = $input.path('$.items'))$n $l.size() $l[0]", { body }),
    ).toBe("6 2 a");
  });
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html */
describe("overrides", () => {
  it("of a response: its status and headers", () => {
    const template = `#set($inputRoot = $input.path('$'))
$input.json("$")
#if($inputRoot.toString().contains("error"))
#set($context.responseOverride.status = 400)
#set($context.responseOverride.header.hi = "mom")
#end
`;
    const made = rendered(template, { body: '{"error":"bad"}' });
    expect(made.text).toBe('{"error":"bad"}\n');
    expect(made.overrides.response).toEqual({ header: { hi: "mom" }, status: 400 });
    expect(rendered(template, { body: '{"fine":1}' }).overrides.response.status).toBeUndefined();
  });

  it("of a request: its parameters, lists of values among headers and query", () => {
    const { overrides } = rendered(
      `#set($context.requestOverride.header.header1 = "x$input.params('a')")
#set($context.requestOverride.header.many = ["1", "2"])
#set($context.requestOverride.path.proxy = "p")
#set($context.requestOverride.querystring.q = 5)`,
      { query: { a: ["y"] } },
    );
    expect(overrides.request).toEqual({
      header: { header1: "xy", many: ["1", "2"] },
      path: { proxy: "p" },
      querystring: { q: "5" },
    });
  });

  it("are final: a second one of the same parameter is refused", () => {
    const twice = '#set($context.requestOverride.header.a = "1")'.repeat(2);
    expect(() => rendered(twice)).toThrow(TemplateFault);
  });
});

describe("$util", () => {
  test.each([
    [`$util.escapeJavaScript("it's")`, "it\\'s"],
    [`$util.escapeJavaScript("it's").replaceAll("\\\\'","'")`, "it's"],
    [`$util.escapeJavaScript('a"b/c\\d')`, '\\"'.replace(/^/, "a") + "b\\/c\\\\d"],
    ["$util.escapeJavaScript($input.json('$.n'))", "5"],
    ["<$util.escapeJavaScript($nothing)>", "<>"],
    ["$util.escapeJavaScript($input.path('$.u'))", "\\u00E9\\u2603\\n"],
    [`$util.parseJson('{"a": [1, {"b": 2}]}').a[1].b`, "2"],
    ["$util.urlEncode('a b&c=d/é~*')", "a+b%26c%3Dd%2F%C3%A9%7E*"],
    ["$util.urlDecode('a+b%26')", "a b&"],
    ["$util.base64Encode('hé')", "aMOp"],
    ["$util.base64Decode('aMOp')", "hé"],
  ])("%s is %s", (template, expected) => {
    expect(text(template, { body: JSON.stringify({ n: 5, u: "é☃\n" }) })).toBe(expected);
  });

  it.each(["$util.parseJson('{')", "$util.urlDecode('%')"])("%s is a fault", (template) => {
    expect(() => text(template)).toThrow(TemplateFault);
  });
});

it("variables of a stage are a map", () => {
  const stageVariables = { version: "v1", "other-one": "x" };
  expect(
    text("$stageVariables.version ${stageVariables.version} $stageVariables.get('other-one') <$stageVariables.none>", {
      stageVariables,
    }),
  ).toBe("v1 v1 x <>");
});
