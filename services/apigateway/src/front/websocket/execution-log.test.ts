import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { type TestReplica, useSockets } from "../../testing/use-sockets.ts";
import { type DeployedWebSocketApi, deployedWebSocketApi, eventOf, returned } from "../../testing/web-socket-api.ts";
import { UpdateStage } from "../../v2/operations/UpdateStage.ts";

const test = useApigateway();
const startReplica = useSockets(test);

type Settings = { readonly LoggingLevel?: "ERROR" | "INFO" | "OFF"; readonly DataTraceEnabled?: boolean };

/** An API whose function answers what it is sent, but for `fail`, and whose stage logs as it says. */
async function newApi(DefaultRouteSettings: Settings): Promise<DeployedWebSocketApi> {
  test().answers((call) => {
    if (call.operation !== "Invoke") return {};
    const { body, requestContext } = eventOf(call);
    return returned(requestContext.routeKey === "fail" ? "no answer" : { statusCode: 200, body });
  });
  const twoWay = { isTwoWay: true };
  const routes = { $connect: {}, $disconnect: {}, say: twoWay, fail: twoWay };
  return await deployedWebSocketApi(test(), { routes, stage: { DefaultRouteSettings } });
}

/** All that was written to the group of the API's stage, when a connection that says some things is over. */
async function logOf({ id, path }: DeployedWebSocketApi, ...texts: readonly string[]): Promise<readonly string[]> {
  const replica: TestReplica = await startReplica();
  const socket = await replica.connect(path, { headers: { "user-agent": "tests" } });
  for (const text of texts) {
    socket.send(text);
    await socket.next();
  }
  socket.close(1000, "done");
  await socket.ended;
  await replica.stop();
  await replica.dataPlane.logs.flush();
  return test()
    .called.filter(
      ({ input, operation }) => operation === "PutLogEvents" && input["logGroupName"] === `/aws/apigateway/${id}/test`,
    )
    .flatMap(({ input }) => (Array.isArray(input["logEvents"]) ? input["logEvents"] : []))
    .map((event: { readonly message?: unknown }) => String(event.message).replaceAll(/[\w-]{15}=/g, "ID"));
}

it("the execution log of a stage tells what happens on its connections", async () => {
  const api = await newApi({ LoggingLevel: "INFO" });
  const lines = await logOf(api, '{"action":"say","text":"secret"}');
  const untimed = lines.map((line) => line.replace(/latency: \d+/, "latency: 1"));
  const sent =
    "(ID) Sending request to https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:orders/invocations";
  expect(untimed).toEqual([
    "(ID) Extended Request Id: ID",
    "(ID) Starting execution for request: ID",
    "(ID) WebSocket Request Route: [$connect]",
    `(ID) Client [UserAgent: tests, SourceIp: 127.0.0.1] is connecting to WebSocket API [${api.id}].`,
    sent,
    "(ID) Received response. Integration latency: 1 ms",
    `(ID) Client [Connection Id: ID] connected to API [${api.id}] successfully.`,
    "(ID) Extended Request Id: ID",
    "(ID) Starting execution for request: ID",
    "(ID) WebSocket Request Route: [say]",
    `(ID) WebSocket API [${api.id}] received message from client [Connection Id: ID].`,
    sent,
    "(ID) Received response. Integration latency: 1 ms",
    `(ID) Message from client [Connection Id: ID] sent to API [${api.id}] with response status code [200].`,
    "(ID) Extended Request Id: ID",
    "(ID) Starting execution for request: ID",
    "(ID) WebSocket Request Route: [$disconnect]",
    sent,
    "(ID) Received response. Integration latency: 1 ms",
    `(ID) Client [Connection Id: ID] disconnected from API [${api.id}] with integration response status code [200]. Close reason: [1000: done]`,
  ]);
  expect(lines.join("\n")).not.toContain("secret");
});

it("what is sent and received is told only where the stage says so", async () => {
  const api = await newApi({ LoggingLevel: "INFO", DataTraceEnabled: true });
  const lines = await logOf(api, '{"action":"say","text":"shown"}');
  const shown = lines.filter((line) => line.includes("shown"));
  expect(shown.map((line) => line.replace(/:.*/, ""))).toEqual([
    "(ID) Endpoint request body after transformations",
    "(ID) Endpoint response body before transformations",
  ]);
});

it("a log of errors tells nothing else", async () => {
  const api = await newApi({ LoggingLevel: "ERROR", DataTraceEnabled: true });
  const lines = await logOf(api, '{"action":"say"}', '{"action":"fail"}', '{"action":"nothing"}');
  expect(lines).toEqual(["(ID) Execution failed: Internal server error", "(ID) Execution failed: Forbidden"]);
});

it("a route's own settings come before the stage's, and without any nothing is told", async () => {
  const api = await newApi({});
  const RouteSettings = { say: { LoggingLevel: "INFO" } } as const;
  expect(await logOf(api, '{"action":"say"}')).toEqual([]);
  await test().call(UpdateStage, { ApiId: api.id, StageName: "test", RouteSettings }, api.as);
  const lines = await logOf(api, '{"action":"say"}');
  expect(lines.filter((line) => line.includes("Route:"))).toEqual(["(ID) WebSocket Request Route: [say]"]);
});
