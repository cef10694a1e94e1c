import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import {
  CreateFunctionUrlConfigCommand,
  type CreateFunctionUrlConfigCommandInput,
  DeleteFunctionUrlConfigCommand,
} from "@aws-sdk/client-lambda";
import { sign } from "@skylab/auth";
import { describe, expect, it } from "vitest";
import { type TestFunction, useLambda } from "./lambda.ts";

const lambda = useLambda();

const ECHO = "export const handler = async (event) => event;";

type Asked = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

type Answered = {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

/** Asks a URL, whose host no machine knows, of Skylab. */
function ask(url: string, { body, headers, method = "GET", path = "/" }: Asked = {}): Promise<Answered> {
  const { hostname, port } = new URL(lambda.skylab().url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, method, path, headers: { host: new URL(url).host, ...headers } },
      (answer) => {
        void buffer(answer).then(
          (bytes) => resolve({ status: answer.statusCode, headers: answer.headers, text: bytes.toString() }),
          reject,
        );
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}

/** Gives a function a URL that everybody may use, where the test says nothing else. */
async function urlOf(
  { client, name }: Pick<TestFunction, "client" | "name">,
  more: Partial<CreateFunctionUrlConfigCommandInput> = {},
): Promise<string> {
  const command = new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: "NONE", ...more });
  return (await client.send(command)).FunctionUrl ?? "";
}

describe("a URL", () => {
  it("invokes its function with the request, in payload format 2.0", async () => {
    const url = await urlOf(await lambda.createFunction(ECHO));
    const answer = await ask(url, {
      method: "POST",
      path: "/my/path?a=1&a=2&b",
      headers: { "content-type": "application/json", cookie: "x=1; y=2" },
      body: '{"hello":"world"}',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/json");
    const { host } = new URL(url);
    expect(JSON.parse(answer.text)).toMatchObject({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/my/path",
      rawQueryString: "a=1&a=2&b",
      cookies: ["x=1", "y=2"],
      queryStringParameters: { a: "1,2", b: "" },
      requestContext: {
        accountId: "anonymous",
        apiId: host.split(".")[0],
        domainName: host,
        http: { method: "POST", path: "/my/path", protocol: "HTTP/1.1" },
        stage: "$default",
      },
      body: '{"hello":"world"}',
      isBase64Encoded: false,
    });
  });

  it("answers with status, headers, cookies and body as the function says", async () => {
    const code = `export const handler = async () => ({
      statusCode: 418, headers: { "Content-Type": "text/plain", "X-Own": "yes" }, cookies: ["a=1", "b=2"],
      body: Buffer.from("tea").toString("base64"), isBase64Encoded: true });`;
    const answer = await ask(await urlOf(await lambda.createFunction(code)));
    expect(answer).toMatchObject({
      status: 418,
      text: "tea",
      headers: { "content-type": "text/plain", "x-own": "yes", "set-cookie": ["a=1", "b=2"] },
    });
  });

  it("whose function fails answers 502", async () => {
    const url = await urlOf(await lambda.createFunction("export const handler = async () => { throw new Error(); };"));
    expect(await ask(url)).toMatchObject({ status: 502, text: "Internal Server Error" });
  });

  it("that is gone, or never was, answers 403", async () => {
    const made = await lambda.createFunction(ECHO);
    const url = await urlOf(made);
    await made.client.send(new DeleteFunctionUrlConfigCommand({ FunctionName: made.name }));
    await expect.poll(async () => (await ask(url)).status).toBe(403);
    expect(await ask("http://never.lambda-url.us-east-1.localhost")).toMatchObject({ status: 403 });
  });

  it("takes no more than six megabytes", async () => {
    const url = await urlOf(await lambda.createFunction(ECHO));
    const answer = await ask(url, { method: "POST", body: "x".repeat(6_291_457) });
    expect(answer).toMatchObject({
      status: 413,
      text: '{"Message":"Request must be smaller than 6291456 bytes for the InvokeFunction operation"}',
    });
  });

  it("of whoever signs tells the function who that is", async () => {
    const url = await urlOf(await lambda.createFunction(ECHO), { AuthType: "AWS_IAM" });
    const { host } = new URL(url);
    const credentials = { accessKeyId: "000000000000", secretAccessKey: "test" };
    const head = { method: "GET", path: "/signed", query: "", headers: { host } };
    const headers = sign(head, credentials, { region: "us-east-1", service: "lambda", now: Date.now() });
    const answer = await ask(url, { path: "/signed", headers });
    expect(JSON.parse(answer.text)).toMatchObject({
      requestContext: {
        accountId: "000000000000",
        authorizer: { iam: { accountId: "000000000000", userArn: "arn:aws:iam::000000000000:root" } },
      },
    });
  });

  it("answers preflights by its configuration, without the function", async () => {
    const Cors = { AllowOrigins: ["https://app.example.com"], AllowMethods: ["PUT"], MaxAge: 60 };
    const code = `export const handler = async () => ({ statusCode: 200, headers: { "access-control-allow-origin": "x" }, body: "ran" });`;
    const url = await urlOf(await lambda.createFunction(code), { Cors });
    const origin = "https://app.example.com";
    const preflight = await ask(url, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "PUT" },
    });
    expect(preflight).toMatchObject({
      status: 200,
      text: "",
      headers: {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "PUT",
        "access-control-max-age": "60",
      },
    });
    const answer = await ask(url, { method: "PUT", headers: { origin } });
    expect(answer).toMatchObject({ text: "ran", headers: { "access-control-allow-origin": origin } });
  });
});

describe("a URL that streams", () => {
  it("answers with what the function writes, as it says first", async () => {
    const code = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
      const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { "x-own": "yes" }, cookies: ["a=1"] });
      out.write("one,");
      await new Promise((resolve) => setTimeout(resolve, 20));
      out.write("two");
      out.end();
    });`;
    const url = await urlOf(await lambda.createFunction(code), { InvokeMode: "RESPONSE_STREAM" });
    expect(await ask(url)).toMatchObject({
      status: 201,
      text: "one,two",
      headers: { "x-own": "yes", "set-cookie": ["a=1"] },
    });
  });

  it("answers bytes where the function says nothing first", async () => {
    const code = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
      stream.setContentType("text/plain");
      stream.write("plain");
      stream.end();
    });`;
    const url = await urlOf(await lambda.createFunction(code), { InvokeMode: "RESPONSE_STREAM" });
    expect(await ask(url)).toMatchObject({ status: 200, text: "plain", headers: { "content-type": "text/plain" } });
  });
});
