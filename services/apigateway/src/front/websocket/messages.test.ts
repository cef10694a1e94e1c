import { createServer } from "node:http";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { useSockets } from "../../testing/use-sockets.ts";
import {
  deployedWebSocketApi,
  type Event,
  eventOf,
  returned,
  type RouteToDeploy,
} from "../../testing/web-socket-api.ts";

const apigateway = useApigateway();
const startReplica = useSockets(apigateway);

const functions = (answer: (event: Event) => unknown): void =>
  apigateway().answers((call) => (call.operation === "Invoke" ? returned(answer(eventOf(call))) : {}));

const twoWay: RouteToDeploy = { isTwoWay: true };

/** An API whose functions answer the keys of their routes. */
async function echo(routes: Readonly<Record<string, RouteToDeploy>>, expression?: string): Promise<string> {
  functions(({ requestContext }) => ({ statusCode: 200, body: requestContext.routeKey }));
  const api = expression === undefined ? {} : { api: { RouteSelectionExpression: expression } };
  return (await deployedWebSocketApi(apigateway(), { routes, ...api })).path;
}

const ERROR = (words: string): RegExp =>
  new RegExp(`^\\{"message": "${words}", "connectionId":"[\\w-]{15}=", "requestId":"[\\w-]{15}="\\}$`);

describe("a message", () => {
  it("goes to the route that its action names, and else to $default", async () => {
    const socket = await (
      await startReplica()
    ).connect(await echo({ $connect: twoWay, join: twoWay, $default: twoWay }));
    const route = async (text: string): Promise<string> => {
      socket.send(text);
      return await socket.next();
    };
    expect(await route('{"action":"join"}')).toBe("join");
    expect(await route('{"action":"leave"}')).toBe("$default");
    expect(await route('{"action":["join"]}')).toBe("$default");
    expect(await route('{"other":1}')).toBe("$default");
    expect(await route("no JSON")).toBe("$default");
    expect(await route('{"action":"$connect"}')).toBe("$default");
  });

  it("is routed by whatever the expression says", async () => {
    const path = await echo(
      { "chat/join": twoWay, $default: twoWay },
      "${request.body.service}/${request.body.to[0].do}",
    );
    const socket = await (await startReplica()).connect(path);
    socket.send('{"service":"chat","to":[{"do":"join"}]}');
    expect(await socket.next()).toBe("chat/join");
  });

  it("that no route is for is forbidden, in AWS's words", async () => {
    const socket = await (await startReplica()).connect(await echo({ join: twoWay }));
    socket.send("hello");
    expect(await socket.next()).toMatch(ERROR("Forbidden"));
  });

  it("is answered nothing by a one-way route, whatever its function says", async () => {
    const socket = await (await startReplica()).connect(await echo({ tell: {}, ask: twoWay }));
    socket.send('{"action":"tell"}');
    socket.send('{"action":"ask"}');
    expect(await socket.next()).toBe("ask");
  });

  it("whose function fails or answers nothing is an internal error, and the connection stays", async () => {
    const socket = await (await startReplica()).connect(await echo({ tell: {}, ask: twoWay }));
    apigateway().answers(() => ({ ...returned({ errorMessage: "a bug" }), FunctionError: "Unhandled" }));
    socket.send('{"action":"tell"}');
    expect(await socket.next()).toMatch(ERROR("Internal server error"));
    functions(() => null);
    socket.send('{"action":"ask"}');
    expect(await socket.next()).toMatch(ERROR("Internal server error"));
    functions(() => ({ statusCode: 500, body: "told all the same" }));
    socket.send('{"action":"ask"}');
    expect(await socket.next()).toBe("told all the same");
  });

  it("is handled after those before it, though their functions take longer", async () => {
    const path = await echo({ $default: twoWay });
    const handled: string[] = [];
    let running = 0;
    functions(({ body = "" }) => {
      running += 1;
      expect(running).toBe(1);
      handled.push(body);
      running -= 1;
      return { statusCode: 200, body };
    });
    const socket = await (await startReplica()).connect(path);
    const sent = Array.from({ length: 100 }, (_, i) => String(i));
    for (const text of sent) socket.send(text);
    const answers: string[] = [];
    for (const _ of sent) answers.push(await socket.next());
    expect(answers).toEqual(sent);
    expect(handled).toEqual(sent);
  });

  it("that is not as its route's model says is invalid, and nobody is asked", async () => {
    const models = { Text: '{"type":"object","required":["text"]}' };
    const route = { RequestModels: { $default: "Text" }, ModelSelectionExpression: "$request.body.action" };
    const { path } = await deployedWebSocketApi(apigateway(), { routes: { say: { isTwoWay: true, route } }, models });
    functions(() => ({ statusCode: 200, body: "said" }));
    const socket = await (await startReplica()).connect(path);
    socket.send('{"action":"say"}');
    socket.send('{"action":"say","text":"hello"}');
    expect(await socket.next()).toMatch(ERROR("Invalid request body"));
    expect(await socket.next()).toBe("said");
  });

  it("beyond the stage's throttle is refused, and the connection stays", async () => {
    const settings = { DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } };
    const { path } = await deployedWebSocketApi(apigateway(), { routes: { $default: twoWay }, stage: settings });
    functions(() => ({ statusCode: 200, body: "heard" }));
    apigateway().clock.set(Date.now());
    const socket = await (await startReplica()).connect(path);
    socket.send("one");
    socket.send("two");
    expect([await socket.next(), await socket.next()]).toEqual([
      "heard",
      expect.stringMatching(ERROR("Too Many Requests")),
    ]);
    apigateway().clock.release();
  });
});

describe("an integration of a message", () => {
  let port = 0;
  const asked: { readonly url: string; readonly headers: Record<string, unknown>; readonly body: string }[] = [];
  const endpoint = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push({ url: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(201, { "x-room": "7" }).end('{"said":"yes"}');
    });
  });
  beforeAll(async () => {
    endpoint.listen(0, "127.0.0.1");
    await once(endpoint, "listening");
    const address = endpoint.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });
  afterAll(() => void endpoint.close());

  it("MOCK answers what its templates say", async () => {
    const mock: RouteToDeploy = {
      isTwoWay: true,
      integration: {
        IntegrationType: "MOCK",
        IntegrationUri: undefined,
        TemplateSelectionExpression: "${request.body.kind}",
        RequestTemplates: { bad: '{"statusCode":400}', $default: '{"statusCode":200}' },
      },
      responses: [
        { IntegrationResponseKey: "/4\\d\\d/", ResponseTemplates: { $default: "refused $context.connectionId" } },
        { IntegrationResponseKey: "$default", ResponseTemplates: { $default: "done by $stageVariables.who" } },
      ],
    };
    const stage = { StageVariables: { who: "us" } };
    const { path } = await deployedWebSocketApi(apigateway(), { routes: { $default: mock }, stage });
    const socket = await (await startReplica()).connect(path);
    socket.send('{"kind":"good"}');
    expect(await socket.next()).toBe("done by us");
    socket.send('{"kind":"bad"}');
    expect(await socket.next()).toMatch(/^refused [\w-]{15}=$/);
  });

  it("HTTP and HTTP_PROXY ask an endpoint, mapped and as it is", async () => {
    const url = `http://localhost:${port}`;
    const RequestParameters = {
      "integration.request.header.x-connection": "context.connectionId",
      "integration.request.querystring.room": "route.request.body.room",
    };
    const proxy = { IntegrationType: "HTTP_PROXY", IntegrationMethod: "POST", IntegrationUri: `${url}/proxy` } as const;
    const mapped = { IntegrationType: "HTTP", IntegrationMethod: "PUT", IntegrationUri: `${url}/mapped` } as const;
    const routes = {
      proxy: { isTwoWay: true, integration: { ...proxy, RequestParameters } },
      mapped: {
        isTwoWay: true,
        integration: { ...mapped, RequestTemplates: { $default: '{"room":$input.json("$.room")}' } },
        responses: [{ ResponseTemplates: { $default: "$input.path('$.said') of it" } }],
      },
    };
    const { path } = await deployedWebSocketApi(apigateway(), { routes });
    const socket = await (await startReplica()).connect(path);
    socket.send('{"action":"proxy","room":"7"}');
    expect(await socket.next()).toBe('{"said":"yes"}');
    socket.send('{"action":"mapped","room":"7"}');
    expect(await socket.next()).toBe("yes of it");
    expect(asked.map(({ body, url: at }) => [at, body])).toEqual([
      ["/proxy?room=7", '{"action":"proxy","room":"7"}'],
      ["/mapped", '{"room":"7"}'],
    ]);
    expect(asked[0]?.headers["x-connection"]).toMatch(/^[\w-]{15}=$/);
  });

  it("that nobody answers is an internal error", async () => {
    const nobody = {
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "POST",
      IntegrationUri: "http://localhost:1/",
    } as const;
    const { path } = await deployedWebSocketApi(apigateway(), { routes: { $default: { integration: nobody } } });
    const socket = await (await startReplica()).connect(path);
    socket.send("hello");
    expect(await socket.next()).toMatch(ERROR("Internal server error"));
  });
});
