import { GetApiKeysCommand, GetRestApiCommand, GetRestApisCommand } from "@aws-sdk/client-api-gateway";
import { GetApiCommand, GetApisCommand } from "@aws-sdk/client-apigatewayv2";
import { uniqueAccount } from "@skylab/testkit";
import { expect, it } from "vitest";
import { useApigateway } from "./apigateway.ts";
import { createApi } from "./http-api.ts";
import { createRestApi, mock } from "./rest-api.ts";

const apigateway = useApigateway();

it("neither another account nor another region sees an API of either kind", async () => {
  const account = uniqueAccount();
  const others = [{ account: uniqueAccount() }, { account, region: "eu-west-1" }];
  const rest = await createRestApi(apigateway.rest({ account }), { "GET /": mock('"here"') });
  const http = await createApi(apigateway.v2({ account }));
  expect((await apigateway.rest({ account }).send(new GetRestApisCommand({}))).items).toHaveLength(1);
  expect((await apigateway.v2({ account }).send(new GetApisCommand({}))).Items).toHaveLength(1);
  for (const other of others) {
    const [client, v2] = [apigateway.rest(other), apigateway.v2(other)];
    expect((await client.send(new GetRestApisCommand({}))).items).toEqual([]);
    expect((await v2.send(new GetApisCommand({}))).Items).toEqual([]);
    expect((await client.send(new GetApiKeysCommand({}))).items).toEqual([]);
    await expect(client.send(new GetRestApiCommand({ restApiId: rest.id }))).rejects.toMatchObject({
      name: "NotFoundException",
      message: `Invalid API identifier specified ${other.account}:${rest.id}`,
      $metadata: { httpStatusCode: 404 },
    });
    await expect(v2.send(new GetApiCommand({ ApiId: http.id }))).rejects.toMatchObject({
      name: "NotFoundException",
      message: `Invalid API identifier specified ${other.account}:${http.id}`,
    });
  }
});

it("whoever knows its address may ask an API that is open", async () => {
  const account = uniqueAccount();
  const place = { account, region: "eu-west-1" };
  const api = await createRestApi(apigateway.rest(place), { "GET /": mock('"$context.accountId"') });
  await api.deploy("prod");
  const { port } = new URL(apigateway.skylab().url);
  for (const host of ["localhost", "eu-west-1.localhost"]) {
    const answer = await apigateway.ask(`http://${api.id}.execute-api.${host}:${port}/prod`);
    expect(answer).toMatchObject({ status: 200, text: `"${account}"` });
  }
});
