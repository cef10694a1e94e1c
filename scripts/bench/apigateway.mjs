// API Gateway: what a request to an API costs beside a bare server, beside a bare Invoke of Lambda, and by the number of routes.
import { strToU8, zipSync } from "fflate";
import { benchConnections } from "./apigateway-connections.mjs";
import { createClient, createPlainClient, createRestClient } from "./client.mjs";
import { newRole } from "./lambda-role.mjs";
import { measure, measureOn, printRow } from "./report.mjs";

const REQUESTS = 10_000;
/** The root is a resource, too: AWS takes 300. */
const ROUTES = 299;
const ECHO = "exports.handler = async () => ({ statusCode: 200, body: 'x' });";
const FUNCTION = "bench-behind-an-api";
const FUNCTION_ARN = `arn:aws:lambda:us-east-1:000000000000:function:${FUNCTION}`;
const INVOCATIONS = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`;

export async function benchApigateway({ bare, skylab }) {
  const control = createRestClient({ port: skylab.port, service: "apigateway" });
  const lambda = createRestClient({ port: skylab.port, service: "lambda" });
  const plain = createPlainClient(skylab);
  await newFunction(lambda, await newRole(skylab));
  const warm = async (step) => {
    await measure(skylab, REQUESTS / 5, step);
    return await measure(skylab, REQUESTS, step);
  };

  const bareClient = createClient({ port: bare.port, service: "sqs", target: "AmazonSQS" });
  const send = () => bareClient.call("SendMessage", { MessageBody: "x".repeat(256) });
  await measure(bare, REQUESTS / 5, send);
  const base = await measure(bare, REQUESTS, send);
  printRow("bare node:http", base);
  const invoke = await warm(() => lambda.call(`POST /2015-03-31/functions/${FUNCTION}/invocations`, { a: 1 }));
  printRow("bare Invoke of Lambda", invoke, base);

  const rest = await newRestApi(control, bare.port);
  for (const name of ["mock", "http", "lambda"]) {
    printRow(`REST: ${name}`, await warm(() => plain.call(`GET ${rest}/${name}`)), name === "lambda" ? invoke : base);
  }
  const http = await newHttpApi(control, 1);
  printRow("HTTP API: lambda", await warm(() => plain.call(`GET ${http}/route-0/x`)), invoke);
  const { p50 } = await measureOn(1, skylab, { count: REQUESTS / 5, step: () => plain.call(`GET ${rest}/lambda`) });
  console.log(`REST: lambda, 1 caller: p50 ${p50.toFixed(2)} ms`);

  await benchRoutes({ control, plain, warm }, base);
  for (const client of [bareClient, control, lambda, plain]) client.close();
  await benchConnections(skylab);
}

/** One route of many against one alone, each of a MOCK. */
async function benchRoutes({ control, plain, warm }, base) {
  const [one, many] = [await newMocks(control, 1), await newMocks(control, ROUTES)];
  const alone = await warm(() => plain.call(`GET ${one}/route-0`));
  let at = 0;
  const among = await warm(() => plain.call(`GET ${many}/route-${(at += 1) % ROUTES}`));
  printRow("REST: 1 mock", alone, base);
  printRow(`REST: ${ROUTES} mocks`, among, base);
  console.log(`${ROUTES} routes against one: ${(among.cpuUs / alone.cpuUs).toFixed(2)}x`);
}

async function newFunction(lambda, role) {
  await lambda.call("POST /2015-03-31/functions", {
    FunctionName: FUNCTION,
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Role: role,
    Code: { ZipFile: Buffer.from(zipSync({ "index.js": strToU8(ECHO) })).toString("base64") },
  });
  await lambda.call(`POST /2015-03-31/functions/${FUNCTION}/policy`, {
    StatementId: "apis",
    Action: "lambda:InvokeFunction",
    Principal: "apigateway.amazonaws.com",
  });
}

const INTEGRATIONS = (port) => ({
  mock: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
  http: { type: "HTTP_PROXY", httpMethod: "GET", uri: `http://127.0.0.1:${port}/` },
  lambda: { type: "AWS_PROXY", httpMethod: "POST", uri: INVOCATIONS },
});

/** A resource for each integration. @returns the path of its stage */
async function newRestApi(control, barePort) {
  const { id, rootResourceId } = await control.call("POST /restapis", { name: "bench" });
  for (const [name, integration] of Object.entries(INTEGRATIONS(barePort))) {
    const resource = await control.call(`POST /restapis/${id}/resources/${rootResourceId}`, { pathPart: name });
    await putMethod(control, `/restapis/${id}/resources/${resource.id}/methods/GET`, integration);
  }
  return await deployed(control, id);
}

async function newMocks(control, count) {
  const { id, rootResourceId } = await control.call("POST /restapis", { name: "routes" });
  for (let at = 0; at < count; at += 1) {
    const pathPart = `route-${at}`;
    const resource = await control.call(`POST /restapis/${id}/resources/${rootResourceId}`, { pathPart });
    await putMethod(control, `/restapis/${id}/resources/${resource.id}/methods/GET`, INTEGRATIONS(0).mock);
  }
  return await deployed(control, id);
}

async function putMethod(control, method, integration) {
  await control.call(`PUT ${method}`, { authorizationType: "NONE" });
  await control.call(`PUT ${method}/integration`, integration);
  if (integration.type !== "MOCK") return;
  await control.call(`PUT ${method}/responses/200`, {});
  await control.call(`PUT ${method}/integration/responses/200`, {});
}

async function deployed(control, id) {
  await control.call(`POST /restapis/${id}/deployments`, { stageName: "bench" });
  return `/_aws/execute-api/${id}/bench`;
}

async function newHttpApi(control, count) {
  const { apiId } = await control.call("POST /v2/apis", { name: "bench", protocolType: "HTTP" });
  const { integrationId } = await control.call(`POST /v2/apis/${apiId}/integrations`, {
    integrationType: "AWS_PROXY",
    integrationUri: FUNCTION_ARN,
    payloadFormatVersion: "2.0",
  });
  for (let at = 0; at < count; at += 1) {
    const route = { routeKey: `GET /route-${at}/{x}`, target: `integrations/${integrationId}` };
    await control.call(`POST /v2/apis/${apiId}/routes`, route);
  }
  await control.call(`POST /v2/apis/${apiId}/stages`, { stageName: "$default", autoDeploy: true });
  return `/_aws/execute-api/${apiId}`;
}
