import { AwsError } from "@skylab/aws";
import { describe, expect, test } from "vitest";
import { loadModel } from "../models.ts";
import type { ProtocolCodec } from "../protocol-codec.ts";
import type { AnswerBody, Values } from "../wire.ts";
import { restJson1 } from "./index.ts";

const lambda = restJson1(loadModel("lambda"));
const apigateway = restJson1(loadModel("apigateway"));
const management = restJson1(loadModel("apigatewaymanagementapi"));
const CONTEXT = { requestId: "id" };

function headOf(request: string, headers: Record<string, string> = {}) {
  const [method = "", target = ""] = request.split(" ");
  const [path = "", query = ""] = target.split("?");
  return { method, path, query, headers };
}

function decode(codec: ProtocolCodec, request: string, body = ""): Values {
  const head = headOf(request);
  return codec.decode(codec.route(head, undefined), head, Buffer.from(body));
}

const encode = (codec: ProtocolCodec, request: string, output: Values) =>
  codec.encode(codec.route(headOf(request), undefined), output, CONTEXT);

describe("restJson1's requests", () => {
  test("members come from path, query and document", () => {
    expect(decode(lambda, "POST /2015-03-31/functions/f/aliases", '{"Name":"n","FunctionVersion":"1"}')).toEqual({
      FunctionName: "f",
      Name: "n",
      FunctionVersion: "1",
    });
    expect(decode(lambda, "GET /2015-03-31/functions?MaxItems=5&Marker=a+b%2B")).toEqual({
      MaxItems: 5,
      Marker: "a b+",
    });
  });

  test("a list in the query is one parameter repeated", () => {
    expect(decode(lambda, "DELETE /2017-03-31/tags/arn?tagKeys=a&tagKeys=b")).toEqual({
      Resource: "arn",
      TagKeys: ["a", "b"],
    });
  });

  test("all other parameters go where the model wants them, the operation's own do not", () => {
    const input = decode(
      apigateway,
      "POST /restapis?mode=import&failonwarnings=true&endpointConfigurationTypes=EDGE",
      "{}",
    );
    expect(input).toEqual({
      failOnWarnings: true,
      parameters: { endpointConfigurationTypes: "EDGE" },
      body: Buffer.from("{}"),
    });
  });

  test("a blob is the body as it is", () => {
    const input = decode(lambda, "POST /2015-03-31/functions/f/invocations?Qualifier=1", "{not json");
    expect(input).toEqual({ FunctionName: "f", Qualifier: "1", Payload: Buffer.from("{not json") });
  });

  test("an empty body is an empty document", () => {
    expect(decode(lambda, "POST /2015-03-31/functions/f/versions")).toEqual({ FunctionName: "f" });
  });

  test.each(["{", "[]", "1", '"text"', "null", "\u0000"])("the document %j is refused", (body) => {
    expect(() => decode(lambda, "POST /2015-03-31/functions/f/versions", body)).toThrow(
      expect.objectContaining({ code: "SerializationException" }),
    );
  });

  test.each(["five", "", "1e3", "0x10", "5.5"])("the number %j in a query is refused", (text) => {
    expect(() => decode(lambda, `GET /2015-03-31/functions?MaxItems=${text}`)).toThrow(
      expect.objectContaining({ code: "SerializationException" }),
    );
  });

  test("a key of the document cannot stand for a label", () => {
    expect(decode(lambda, "POST /2015-03-31/functions/f/versions", '{"FunctionName":"other"}')).toEqual({
      FunctionName: "f",
    });
  });
});

describe("restJson1's answers", () => {
  test("the status, a header and the payload may be members", () => {
    const answer = encode(lambda, "POST /2015-03-31/functions/f/invocations", {
      StatusCode: 202,
      FunctionError: "Unhandled",
      Payload: "{}",
    });
    expect(answer).toEqual({
      status: 202,
      headers: {
        "x-amzn-requestid": "id",
        "x-amz-function-error": "Unhandled",
        "content-type": "application/octet-stream",
      },
      body: Buffer.from("{}"),
    });
  });

  test("a document has the model's names and status", () => {
    const { status, body } = encode(apigateway, "POST /restapis", { id: "abc", createdDate: new Date(1000) });
    expect(status).toBe(201);
    expect(textOf(body)).toBe('{"id":"abc","createdDate":1}');
  });

  test("204 has no body", () => {
    expect(encode(lambda, "DELETE /2015-03-31/functions/f/aliases/a", {})).toEqual({
      status: 204,
      headers: { "x-amzn-requestid": "id" },
      body: Buffer.alloc(0),
    });
  });
});

const textOf = (body: AnswerBody): string =>
  typeof body === "string" || Buffer.isBuffer(body) ? body.toString() : "a stream";

const answer = (codec: ProtocolCodec, error: AwsError) => {
  const { status, headers, body } = codec.encodeError(error, CONTEXT);
  return { status, type: headers["x-amzn-errortype"], headers, body: JSON.parse(textOf(body)) };
};

describe("restJson1's errors", () => {
  test("Lambda says whose fault it is, and spells the message as the error's shape does", () => {
    expect(answer(lambda, new AwsError("ResourceNotFoundException", "Function not found: f"))).toMatchObject({
      status: 404,
      type: "ResourceNotFoundException",
      body: { Type: "User", Message: "Function not found: f" },
    });
    expect(answer(lambda, new AwsError("ServiceException", "Sorry."))).toMatchObject({
      status: 500,
      body: { Type: "Service", Message: "Sorry." },
    });
    expect(answer(lambda, new AwsError("InvalidParameterValueException", "No.")).body).toEqual({
      Type: "User",
      message: "No.",
    });
  });

  test("a member may be a header", () => {
    const error = new AwsError("TooManyRequestsException", "Rate Exceeded.", {
      members: { retryAfterSeconds: "3", Reason: "CallerRateLimitExceeded" },
    });
    const { headers, body } = answer(lambda, error);
    expect(headers).toMatchObject({ "retry-after": "3" });
    expect(body).toEqual({ Type: "User", message: "Rate Exceeded.", Reason: "CallerRateLimitExceeded" });
  });

  test("API Gateway spells the message in lower case", () => {
    expect(answer(apigateway, new AwsError("NotFoundException", "Invalid API identifier specified"))).toMatchObject({
      status: 404,
      body: { message: "Invalid API identifier specified" },
    });
  });

  test("an error whose shape has no message carries it all the same", () => {
    expect(answer(management, new AwsError("GoneException", "Gone."))).toMatchObject({
      status: 410,
      body: { message: "Gone." },
    });
  });

  test("a code that the model does not know is a client's error", () => {
    expect(answer(lambda, new AwsError("ValidationException", "1 validation error detected: …"))).toMatchObject({
      status: 400,
      type: "ValidationException",
      body: { message: "1 validation error detected: …" },
    });
  });
});
