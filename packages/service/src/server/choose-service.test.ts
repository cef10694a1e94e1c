import { loadModel, type ModelName, type RequestHead } from "@skylab/protocol";
import { describe, expect, it } from "vitest";
import { factsOf } from "../service-facts.ts";
import { chooser, guessProtocol } from "./choose-service.ts";

const NAMES: readonly ModelName[] = [
  "sqs",
  "sns",
  "s3",
  "dynamodb",
  "dynamodb-streams",
  "lambda",
  "apigateway",
  "apigatewayv2",
  "cloudwatch",
  "sts",
];

const isFunctionUrl = (head: RequestHead): boolean => head.headers.host?.includes(".lambda-url.") === true;

const isQueueUrl = (head: RequestHead): boolean => /^\/\d{12}\/[\w-]+$/.test(head.path);

const services = NAMES.map((name) => ({
  name,
  facts: factsOf({
    model: loadModel(name),
    ...(name === "lambda" ? { owns: isFunctionUrl } : {}),
    ...(name === "sqs" ? { claims: isQueueUrl } : {}),
    ...(name === "sts" ? { takesUnsignedQueries: true } : {}),
    ...(name === "s3" ? { takesTheRest: true } : {}),
  }),
}));
const choose = chooser(services);

const head = (given: Partial<RequestHead>): RequestHead => ({
  method: "POST",
  path: "/",
  query: "",
  headers: {},
  ...given,
});
const signedFor = (service: string): RequestHead["headers"] => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20261126/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
});

describe("choosing the service of a request on a shared port", () => {
  it.each<[string, Partial<RequestHead>]>([
    ["a target that no service has", { headers: { "x-amz-target": "Kinesis_20131202.ListStreams" } }],
    ["another protocol's sign", { headers: { "smithy-protocol": "rpc-v2-cbor" } }],
  ])("leaves %s to nobody, although one takes the rest", (_what, given) => {
    expect(choose(head(given))).toEqual({ service: undefined, asked: undefined });
  });

  it.each<[string, Partial<RequestHead>, string]>([
    [
      "an address that a service owns, whatever else there is",
      {
        headers: {
          ...signedFor("s3"),
          host: "abc.lambda-url.eu-west-1.on.aws",
          "x-amz-target": "AmazonSQS.SendMessage",
        },
      },
      "lambda",
    ],
    ["a target prefix", { headers: { "x-amz-target": "AmazonSQS.SendMessage" } }, "sqs"],
    [
      "the target before the scope, which two services share",
      { headers: { ...signedFor("dynamodb"), "x-amz-target": "DynamoDBStreams_20120810.ListStreams" } },
      "dynamodb-streams",
    ],
    [
      "rpcv2Cbor's path",
      {
        path: "/service/GraniteServiceVersion20100801/operation/ListMetrics",
        headers: { "smithy-protocol": "rpc-v2-cbor" },
      },
      "cloudwatch",
    ],
    ["the scope of a signed header", { headers: signedFor("sns") }, "sns"],
    [
      "the scope of a presigned URL",
      { query: "Action=Publish&X-Amz-Credential=test%2F20261126%2Feu-central-1%2Fsns%2Faws4_request" },
      "sns",
    ],
    [
      "the scope, though the target is nobody's",
      { headers: { ...signedFor("sqs"), "x-amz-target": "No.Such" } },
      "sqs",
    ],
    ["the path among two with one scope", { path: "/restapis", headers: signedFor("apigateway") }, "apigateway"],
    ["the path among two with one scope", { path: "/v2/apis", headers: signedFor("apigateway") }, "apigatewayv2"],
    ["a service's own claim", { method: "GET", path: "/000000000000/orders" }, "sqs"],
    ["the host's first label", { headers: { host: "sqs.eu-central-1.localhost.localstack.cloud:4566" } }, "sqs"],
    [
      "the host's prefix, not the signing name",
      { headers: { host: "monitoring.eu-central-1.amazonaws.com" } },
      "cloudwatch",
    ],
    ["a form that nobody signed", { headers: { "content-type": "application/x-www-form-urlencoded" } }, "sts"],
    ["a query that nobody signed", { method: "GET", query: "Action=AssumeRoleWithWebIdentity" }, "sts"],
    [
      "nothing at all, though it be uploaded as a form",
      { method: "PUT", path: "/bucket/key", headers: { "content-type": "application/x-www-form-urlencoded" } },
      "s3",
    ],
    ["nothing at all: the service that takes the rest", { method: "GET", path: "/bucket/key" }, "s3"],
  ])("goes by %s", (_by, given, expected) => {
    expect(choose(head(given)).service?.name).toBe(expected);
  });

  it("finds none for a scope that nobody serves, and tells its name", () => {
    expect(choose(head({ headers: signedFor("kinesis") }))).toEqual({ service: undefined, asked: "kinesis" });
  });

  it("finds none for a request that names nothing where no service takes the rest", () => {
    const sqsOnly = chooser(services.filter((service) => service.name === "sqs"));
    expect(sqsOnly(head({ path: "/favicon.ico" }))).toEqual({ service: undefined, asked: undefined });
  });
});

describe("guessing the protocol of a request that no service is for", () => {
  it.each<[string, Partial<RequestHead>]>([
    ["awsJson1_0", { headers: { "x-amz-target": "A.B", "content-type": "application/x-amz-json-1.0" } }],
    ["awsJson1_1", { headers: { "x-amz-target": "A.B", "content-type": "application/x-amz-json-1.1" } }],
    ["awsQuery", { headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" } }],
    ["awsQuery", { method: "GET", query: "Version=2012-11-05&Action=ListQueues" }],
    ["rpcv2Cbor", { headers: { "smithy-protocol": "rpc-v2-cbor" } }],
    ["restJson1", { headers: { "content-type": "application/json" } }],
    ["restXml", { method: "GET", path: "/bucket" }],
  ])("is %s", (protocol, given) => {
    expect(guessProtocol(head(given))).toBe(protocol);
  });
});
