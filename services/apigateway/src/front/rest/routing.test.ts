import { expect, it } from "vitest";
import { functionProxy, mock, deployedApi, STAGE } from "../../testing/deployed-api.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

it("of two resources that fit a path the more literal one answers", async () => {
  const { url } = await deployedApi(test(), {
    methods: {
      "GET /": mock("root"),
      "GET /pets/{id}": mock("one pet"),
      "GET /pets/dogs": mock("dogs"),
      "GET /pets/{id}/toys": mock("toys"),
      "GET /{proxy+}": mock("anything"),
    },
  });
  const answers: Readonly<Record<string, string>> = {
    "": "root",
    "/": "root",
    "/pets/7": "one pet",
    "/pets/7/": "one pet",
    "/pets/dogs": "dogs",
    "/pets/dogs/toys": "toys",
    "/pets/7/toys/8": "anything",
    "/pets": "anything",
    "//pets/7": "one pet",
    "/a/b/c": "anything",
  };
  for (const [path, text] of Object.entries(answers)) expect((await test().ask(url + path)).text).toBe(text);
});

it("ANY answers the methods that have none of their own", async () => {
  const { url } = await deployedApi(test(), { methods: { "ANY /": mock("any"), "GET /": mock("get") } });
  expect((await test().ask(url)).text).toBe("get");
  expect((await test().ask(url, { method: "PATCH" })).text).toBe("any");
});

it("where nothing is, AWS asks for an authentication token", async () => {
  const { url } = await deployedApi(test(), { methods: { "GET /pets": mock("pets") } });
  for (const [path, method] of [
    ["/", "GET"],
    ["/cats", "GET"],
    ["/pets", "POST"],
  ] as const) {
    const answer = await test().ask(url + path, { method });
    expect(answer).toMatchObject({ status: 403, text: '{"message":"Missing Authentication Token"}' });
    expect(answer.headers["x-amzn-errortype"]).toBe("MissingAuthenticationTokenException");
    expect(answer.headers["content-type"]).toBe("application/json");
  }
});

it("an API that is not there, and a stage that is not, are forbidden", async () => {
  const { id } = await deployedApi(test(), { methods: { "GET /": mock("here") } });
  for (const path of [`/_aws/execute-api/${id}/other/`, "/_aws/execute-api/nothing0id/test/"]) {
    const answer = await test().ask(path);
    expect(answer).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
    expect(answer.headers["x-amzn-errortype"]).toBe("ForbiddenException");
  }
});

it("every form of address leads to the API", async () => {
  const { id } = await deployedApi(test(), { methods: { "GET /pets": mock("pets") } });
  const { port } = test();
  for (const [host, path] of [
    [`${id}.execute-api.localhost:${port}`, `/${STAGE}/pets`],
    [`${id}.execute-api.us-east-1.amazonaws.com`, `/${STAGE}/pets`],
    [`${id}-vpce-0a1b2c3d.execute-api.us-east-1.vpce.amazonaws.com`, `/${STAGE}/pets`],
    ["localhost:4566", `/restapis/${id}/${STAGE}/_user_request_/pets`],
    ["localhost:4566", `/_aws/execute-api/${id}/${STAGE}/pets`],
  ] as const) {
    expect((await test().ask(path, { host })).text).toBe("pets");
  }
  const byHeader = { host: `vpce-0a1b.execute-api.us-east-1.vpce.amazonaws.com`, headers: { "x-apigw-api-id": id } };
  expect((await test().ask(`/${STAGE}/pets`, byHeader)).text).toBe("pets");
  const elsewhere = await test().ask(`/${STAGE}/pets`, { host: `${id}.execute-api.eu-west-1.amazonaws.com` });
  expect(elsewhere.status).toBe(403);
});

it("every answer tells the request's ids", async () => {
  const { url } = await deployedApi(test(), { methods: { "GET /": mock("here") } });
  for (const path of ["/", "/nowhere"]) {
    const { headers } = await test().ask(url + path);
    expect(headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["x-amz-apigw-id"]).toMatch(/^[\w-]{15}=$/);
  }
});

it("a body of more than ten megabytes is too long, and so is a head of more than ten kilobytes", async () => {
  const { url } = await deployedApi(test(), {
    methods: { "POST /": functionProxy("arn:aws:lambda:us-east-1:1:function:f") },
  });
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  expect(await test().ask(url, { method: "POST", body })).toMatchObject({
    status: 413,
    text: '{"message":"Request Too Long"}',
  });
  const headers = { "x-large": "x".repeat(10_240) };
  expect(await test().ask(url, { method: "POST", headers })).toMatchObject({ status: 431 });
});
