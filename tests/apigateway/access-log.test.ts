import { UpdateStageCommand } from "@aws-sdk/client-api-gateway";
import { UpdateStageCommand as UpdateV2StageCommand } from "@aws-sdk/client-apigatewayv2";
import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { uniqueName } from "@skylab/testkit";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { useApigateway } from "./apigateway.ts";
import { createApi } from "./http-api.ts";
import { createRestApi, mock } from "./rest-api.ts";

const apigateway = useApigateway();

async function newGroup(): Promise<{ readonly arn: string; readonly lines: () => Promise<unknown[]> }> {
  const client = apigateway.skylab().client(CloudWatchLogsClient);
  const logGroupName = uniqueName("access");
  await client.send(new CreateLogGroupCommand({ logGroupName }));
  return {
    arn: `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`,
    lines: async () => {
      const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName }));
      return events.map(({ message = "" }) => JSON.parse(message) as unknown); // as: in the form that the stage asks for.
    },
  };
}

it("a stage of a REST API logs each request in the format that it names", async () => {
  const { arn, lines } = await newGroup();
  const client = apigateway.rest();
  const api = await createRestApi(client, { "GET /pets/{id}": mock('"pet"') });
  await api.deploy("prod");
  const format = JSON.stringify({
    id: "$context.requestId",
    method: "$context.httpMethod",
    resource: "$context.resourcePath",
    status: "$context.status",
    length: "$context.responseLength",
    error: "$context.error.message",
    none: "$context.authorizer.principalId",
  });
  const patchOperations = [
    { op: "replace", path: "/accessLogSettings/destinationArn", value: arn },
    { op: "replace", path: "/accessLogSettings/format", value: format },
  ] as const;
  const stage = { restApiId: api.id, stageName: "prod" };
  await client.send(new UpdateStageCommand({ ...stage, patchOperations: [...patchOperations] }));
  const url = `${apigateway.urlOf(api.id)}/prod`;
  const { headers } = await apigateway.ask(`${url}/pets/1`);
  await apigateway.ask(`${url}/nowhere`);
  await soon(async () =>
    expect(await lines()).toEqual([
      {
        id: headers["x-amzn-requestid"],
        method: "GET",
        resource: "/pets/{id}",
        status: "200",
        length: "5",
        error: "-",
        none: "-",
      },
      expect.objectContaining({ status: "403", error: "Missing Authentication Token" }),
    ]),
  );
});

it("a stage of an HTTP API does likewise", async () => {
  const { arn, lines } = await newGroup();
  const client = apigateway.v2();
  const api = await createApi(client);
  const Format =
    '{"id":"$context.requestId","route":"$context.routeKey","status":"$context.status","path":"$context.path"}';
  const AccessLogSettings = { DestinationArn: arn, Format };
  await client.send(new UpdateV2StageCommand({ ApiId: api.id, StageName: "$default", AccessLogSettings }));
  const { headers, status } = await apigateway.ask(`${apigateway.urlOf(api.id)}/nowhere`);
  expect(status).toBe(404);
  const line = { id: headers["apigw-requestid"], route: "-", status: "404", path: "/nowhere" };
  await soon(async () => expect(await lines()).toEqual([line]));
});
