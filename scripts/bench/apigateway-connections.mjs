// API Gateway: many WebSockets open at once, each sending a message a second.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { createRestClient } from "./client.mjs";
import { percentiles } from "./report.mjs";
import { memoryOf } from "./servers.mjs";

const CONNECTIONS = 1000;
const SECONDS = 10;
/** AWS takes 500 new ones a second. */
const AT_A_TIME = 100;

/** Every message is answered by a MOCK, through a route response. */
export async function benchConnections(skylab) {
  const url = await newChat(skylab);
  const before = memoryOf(skylab.pid).private;
  const sockets = [];
  while (sockets.length < CONNECTIONS) {
    sockets.push(...(await Promise.all(Array.from({ length: AT_A_TIME }, () => open(url)))));
    await sleep(AT_A_TIME * 3);
  }
  const each = ((memoryOf(skylab.pid).private - before) / CONNECTIONS) * 1024;
  const cpu = skylab.cpu();
  const latencies = (await Promise.all(sockets.map(sendAndWait))).flat();
  const cpuUs = (skylab.cpu() - cpu) / latencies.length;
  const { p50, p99 } = percentiles(latencies);
  console.log(
    `${CONNECTIONS} WebSockets, a message a second each: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${cpuUs.toFixed(0)} us CPU a message, ${each.toFixed(0)} KB a connection`,
  );
  for (const socket of sockets) socket.terminate();
}

async function open(url) {
  const socket = new WebSocket(url);
  await once(socket, "open");
  return socket;
}

/** Spread over the second, so that not all speak at once. */
async function sendAndWait(socket, index) {
  const latencies = [];
  await sleep((index * 1000) / CONNECTIONS);
  for (let turn = 0; turn < SECONDS; turn += 1) {
    const at = performance.now();
    socket.send('{"action":"say"}');
    await once(socket, "message");
    const took = performance.now() - at;
    latencies.push(took);
    await sleep(Math.max(0, 1000 - took));
  }
  return latencies;
}

async function newChat({ port }) {
  const control = createRestClient({ port, service: "apigateway" });
  const { apiId } = await control.call("POST /v2/apis", {
    name: "bench-chat",
    protocolType: "WEBSOCKET",
    routeSelectionExpression: "$request.body.action",
  });
  const { integrationId } = await control.call(`POST /v2/apis/${apiId}/integrations`, {
    integrationType: "MOCK",
    requestTemplates: { 200: '{"statusCode":200}' },
    templateSelectionExpression: "200",
  });
  await control.call(`POST /v2/apis/${apiId}/integrations/${integrationId}/integrationresponses`, {
    integrationResponseKey: "$default",
    responseTemplates: { default: '{"said":true}' },
    templateSelectionExpression: "default",
  });
  const route = {
    routeKey: "$default",
    target: `integrations/${integrationId}`,
    routeResponseSelectionExpression: "$default",
  };
  const { routeId } = await control.call(`POST /v2/apis/${apiId}/routes`, route);
  await control.call(`POST /v2/apis/${apiId}/routes/${routeId}/routeresponses`, { routeResponseKey: "$default" });
  await control.call(`POST /v2/apis/${apiId}/deployments`, {});
  const { items } = await control.call(`GET /v2/apis/${apiId}/deployments`);
  await control.call(`POST /v2/apis/${apiId}/stages`, { stageName: "bench", deploymentId: items[0].deploymentId });
  control.close();
  return `ws://127.0.0.1:${port}/_aws/execute-api/${apiId}/bench`;
}
