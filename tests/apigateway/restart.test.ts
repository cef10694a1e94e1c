import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetStageCommand,
} from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client, GetApiCommand } from "@aws-sdk/client-apigatewayv2";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { endpoint, useMortalSkylab } from "../use-skylab.ts";
import { type Answer, ask, urlOf } from "./apigateway.ts";
import { createApi } from "./http-api.ts";
import { createRestApi, mock } from "./rest-api.ts";

describe.skipIf(endpoint !== undefined)("a process that was killed", () => {
  const { killAndRestart, skylab } = useMortalSkylab();

  it("has its APIs, stages and what plans have counted when it starts again", async () => {
    const client = skylab().client(APIGatewayClient);
    const method = { apiKeyRequired: true };
    const api = await createRestApi(client, { "GET /": mock('"$stageVariables.color"', { method }) });
    const deploymentId = await api.deploy("prod", { variables: { color: "red" } });
    await api.replace("GET /", mock('"changed"'));
    const plan = await client.send(
      new CreateUsagePlanCommand({
        name: uniqueName("plan"),
        apiStages: [{ apiId: api.id, stage: "prod" }],
        quota: { limit: 2, period: "DAY" },
      }),
    );
    const { id, value = "" } = await client.send(new CreateApiKeyCommand({ name: uniqueName("key"), enabled: true }));
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: id, keyType: "API_KEY" }));
    const http = await createApi(skylab().client(ApiGatewayV2Client));
    const request = async (): Promise<Answer> =>
      ask(skylab().url, `${urlOf(skylab().url, api.id)}/prod`, { headers: { "x-api-key": value } });
    expect(await request()).toMatchObject({ status: 200, text: '"red"' });
    await killAndRestart();
    expect(await request()).toMatchObject({ status: 200, text: '"red"' });
    expect(await request()).toMatchObject({ status: 429, text: '{"message":"Limit Exceeded"}' });
    const stage = { restApiId: api.id, stageName: "prod" };
    expect(await skylab().client(APIGatewayClient).send(new GetStageCommand(stage))).toMatchObject({
      deploymentId,
      variables: { color: "red" },
    });
    await skylab()
      .client(ApiGatewayV2Client)
      .send(new GetApiCommand({ ApiId: http.id }));
    expect(await ask(skylab().url, urlOf(skylab().url, http.id))).toMatchObject({
      status: 404,
      text: '{"message":"Not Found"}',
    });
  });
});
