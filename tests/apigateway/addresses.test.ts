import { CreateBasePathMappingCommand, CreateDomainNameCommand } from "@aws-sdk/client-api-gateway";
import { uniqueName } from "@skylab/testkit";
import { expect, it } from "vitest";
import { useApigateway } from "./apigateway.ts";
import { createApi, ofFunction } from "./http-api.ts";
import { createRestApi, mock, proxy } from "./rest-api.ts";

const apigateway = useApigateway();

/** Every form by which a stage's path is asked for. */
const formsOf = (apiId: string, path: string): readonly string[] => {
  const { port } = new URL(apigateway.skylab().url);
  return [
    `http://${apiId}.execute-api.localhost:${port}${path}`,
    `http://${apiId}.execute-api.localhost.localstack.cloud:${port}${path}`,
    `http://${apiId}.execute-api.us-east-1.localhost:${port}${path}`,
    `https://${apiId}.execute-api.us-east-1.amazonaws.com${path}`,
    `http://${apiId}-vpce-0123456789abcdef0.execute-api.us-east-1.amazonaws.com${path}`,
    `/_aws/execute-api/${apiId}${path}`,
  ];
};

it("a REST API is reached by every form of its URL", async () => {
  const api = await createRestApi(apigateway.rest(), { "GET /pets/{id}": mock('"$input.params().path.id"') });
  await api.deploy("prod");
  const forms = [...formsOf(api.id, "/prod/pets/7"), `/restapis/${api.id}/prod/_user_request_/pets/7`];
  for (const form of forms) {
    expect(await apigateway.ask(form), form).toMatchObject({ status: 200, text: '"7"' });
  }
  const { port } = new URL(apigateway.skylab().url);
  const elsewhere = `http://${api.id}.execute-api.eu-west-1.localhost:${port}/prod/pets/7`;
  expect(await apigateway.ask(elsewhere)).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
});

it("the root of a stage is reached with a slash and without", async () => {
  const api = await createRestApi(apigateway.rest(), { "GET /": mock('"root"') });
  await api.deploy("prod");
  for (const path of ["/prod", "/prod/", "/prod?a=1"]) {
    for (const form of formsOf(api.id, path)) {
      expect(await apigateway.ask(form), form).toMatchObject({ status: 200, text: '"root"' });
    }
  }
  for (const form of ["", "/"].map((end) => `/restapis/${api.id}/prod/_user_request_${end}`)) {
    expect(await apigateway.ask(form), form).toMatchObject({ status: 200, text: '"root"' });
  }
});

it("an HTTP API is reached by every form of its URL, its default stage without a name and another by its own", async () => {
  const { arn } = await apigateway.createFunction(
    "export const handler = async ({ rawPath, requestContext: { stage } }) => ({ rawPath, stage });",
  );
  for (const [stage, base] of [
    ["$default", ""],
    ["dev", "/dev"],
  ] as const) {
    const api = await createApi(apigateway.v2(), {}, stage);
    await api.route("GET /pets", await api.integrate(ofFunction(arn)));
    for (const form of formsOf(api.id, `${base}/pets`)) {
      const answer = await apigateway.ask(form);
      expect(answer.status, form).toBe(200);
      expect(JSON.parse(answer.text)).toEqual({ rawPath: `${base}/pets`, stage });
    }
  }
});

it("a custom domain leads by its regional name to the stages of REST APIs, whose functions see its whole path", async () => {
  const client = apigateway.rest();
  const { arn } = await apigateway.createFunction(
    "export const handler = async ({ path, requestContext }) => ({ statusCode: 200, body: path + ' ' + requestContext.path });",
  );
  const api = await createRestApi(client, { "GET /pets": proxy(arn) });
  await api.deploy("prod");
  const domainName = `${uniqueName("api")}.example.com`.toLowerCase();
  const { regionalDomainName = "" } = await client.send(
    new CreateDomainNameCommand({
      domainName,
      regionalCertificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/8a1d7a31-4fd6-4f5c-8a1c-000000000000",
      endpointConfiguration: { types: ["REGIONAL"] },
    }),
  );
  const mapping = { domainName, restApiId: api.id };
  await client.send(new CreateBasePathMappingCommand({ ...mapping, basePath: "v1", stage: "prod" }));
  await client.send(new CreateBasePathMappingCommand({ ...mapping, basePath: "any" }));
  for (const form of [`http://${regionalDomainName}`, `/_aws/execute-api/${domainName}`]) {
    for (const path of ["/v1/pets", "/any/prod/pets"]) {
      expect(await apigateway.ask(form + path), form).toMatchObject({ status: 200, text: `${path} ${path}` });
    }
    expect((await apigateway.ask(`${form}/v2/pets`)).status).toBe(403);
  }
});

it("an API has the id that its tag asks for", async () => {
  const id = uniqueName("id")
    .replaceAll(/[^a-z0-9]/g, "")
    .slice(0, 20);
  const api = await createRestApi(apigateway.rest(), { "GET /": mock('"mine"') }, { tags: { _custom_id_: id } });
  await api.deploy("prod");
  expect(api.id).toBe(id);
  expect((await apigateway.ask(`${apigateway.urlOf(id)}/prod`)).text).toBe('"mine"');
});
