import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { SQSClient } from "@aws-sdk/client-sqs";
import { uniqueName } from "@skylab/testkit";
import { expect, it } from "vitest";
import { policy, trust } from "../iam/iam.ts";
import { createQueue } from "../lambda/lambda.ts";
import { useApigateway } from "./apigateway.ts";
import { createRestApi, type TestMethod } from "./rest-api.ts";

const apigateway = useApigateway();

/** A role that API Gateway may assume, and that may do this with queues. */
async function roleFor(Action: string): Promise<string> {
  const iam = apigateway.skylab().client(IAMClient);
  const RoleName = uniqueName("role");
  const AssumeRolePolicyDocument = trust({ Principal: { Service: "apigateway.amazonaws.com" } });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ Action });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "inline", PolicyDocument }));
  return Role?.Arn ?? "";
}

const RESPONSES = {
  "200": {
    responseTemplates: {
      "application/json": `{"id": "$input.path('$.SendMessageResponse.SendMessageResult.MessageId')"}`,
    },
  },
  "400": { selectionPattern: "4\\d{2}", responseTemplates: { "application/json": '{"refused": true}' } },
};

const sendsTo = (queueArn: string, credentials: string): TestMethod => ({
  method: { requestParameters: { "method.request.querystring.who": false } },
  integration: {
    type: "AWS",
    integrationHttpMethod: "POST",
    uri: `arn:aws:apigateway:us-east-1:sqs:path/${queueArn.split(":").slice(4).join("/")}`,
    credentials,
    passthroughBehavior: "NEVER",
    requestParameters: { "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" },
    requestTemplates: {
      "application/json": [
        "#set($pet = $input.path('$.pet'))",
        `#set($message = "{""name"": ""$util.escapeJavaScript($pet.name)"", ""who"": ""$input.params('who')""}")`,
        "Action=SendMessage&MessageBody=$util.urlEncode($message)",
      ].join("\n"),
    },
  },
  responses: RESPONSES,
});

it("a method sends a message to a queue by its role, as a template makes it of the request", async () => {
  const queue = await createQueue(apigateway.skylab().client(SQSClient));
  const credentials = await roleFor("sqs:SendMessage");
  const api = await createRestApi(apigateway.rest(), { "POST /pets": sendsTo(queue.arn, credentials) });
  await api.deploy("prod");
  const url = `${apigateway.urlOf(api.id)}/prod/pets?who=Ada`;
  const headers = { "content-type": "application/json" };
  const answer = await apigateway.ask(url, { method: "POST", headers, body: '{"pet": {"name": "Rex & Co \\" ü"}}' });
  expect(answer.status, answer.text).toBe(200);
  expect(JSON.parse(answer.text)).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(answer.headers["content-type"]).toBe("application/json");
  expect(await queue.take(1)).toMatchObject([{ body: { name: 'Rex & Co " ü', who: "Ada" } }]);
  const unsupported = await apigateway.ask(url, {
    method: "POST",
    headers: { "content-type": "text/csv" },
    body: "a,b",
  });
  expect(unsupported).toMatchObject({
    status: 415,
    text: '{"message": "Unsupported Media Type"}',
    headers: { "x-amzn-errortype": "UnsupportedMediaTypeException" },
  });
});

it("a role that may not send is refused by the queue, which the method tells as it is mapped", async () => {
  const queue = await createQueue(apigateway.skylab().client(SQSClient));
  const credentials = await roleFor("sqs:ReceiveMessage");
  const api = await createRestApi(apigateway.rest(), { "POST /": sendsTo(queue.arn, credentials) });
  await api.deploy("prod");
  const asked = { method: "POST", headers: { "content-type": "application/json" }, body: '{"pet": {"name": "Rex"}}' };
  const answer = await apigateway.ask(`${apigateway.urlOf(api.id)}/prod`, asked);
  expect(answer).toMatchObject({ status: 400, text: '{"refused": true}' });
});
