import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { parsePolicy } from "@skylab/auth";
import type { Frame } from "@skylab/service";
import { describe, expect, it } from "vitest";
import { buryReplicas, lookForDead } from "../../front/websocket/bury-replicas.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { type TestReplica, type TestSocket, useSockets } from "../../testing/use-sockets.ts";
import {
  type DeployedWebSocketApi,
  deployedWebSocketApi,
  type Event,
  eventOf,
  returned,
} from "../../testing/web-socket-api.ts";

const apigateway = useApigateway();
const startReplica = useSockets(apigateway);

/** A chat: functions keep who is there, as people's functions do. */
async function chat(): Promise<DeployedWebSocketApi & { readonly there: Set<string>; readonly events: Event[] }> {
  const there = new Set<string>();
  const events: Event[] = [];
  const api = await deployedWebSocketApi(apigateway(), { routes: { $connect: {}, $disconnect: {}, $default: {} } });
  apigateway().answers((call) => {
    if (call.operation !== "Invoke") return {};
    const event = eventOf(call);
    const { connectionId, eventType } = event.requestContext;
    events.push(event);
    if (eventType === "CONNECT") there.add(connectionId);
    if (eventType === "DISCONNECT") there.delete(connectionId);
    return returned({ statusCode: 200 });
  });
  return { ...api, there, events };
}

/** The connection that has come last. */
const lastOf = (there: ReadonlySet<string>): string => [...there].at(-1) ?? "";

type Key = { readonly accessKeyId: string; readonly secretAccessKey: string };

function clientOf({ port }: TestReplica, path: string, credentials: Key): ApiGatewayManagementApiClient {
  return new ApiGatewayManagementApiClient({
    endpoint: `http://127.0.0.1:${port}${path}`,
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
  });
}

/** In open mode the account itself. */
const keyOf = ({ as }: DeployedWebSocketApi): Key => ({ accessKeyId: as.account, secretAccessKey: "any" });

const post = (
  client: ApiGatewayManagementApiClient,
  ConnectionId: string,
  Data: string | Uint8Array,
): Promise<unknown> => client.send(new PostToConnectionCommand({ ConnectionId, Data: Buffer.from(Data) }));

const GONE = { name: "GoneException", $metadata: { httpStatusCode: 410 } };

describe("a connection of another replica", () => {
  it("is written to from every replica: a chat", async () => {
    const [one, other] = [await startReplica(), await startReplica()];
    const api = await chat();
    const ann = await one.connect(api.path);
    const bob = await other.connect(api.path);
    expect(api.there.size).toBe(2);
    for (const replica of [one, other]) {
      const client = clientOf(replica, api.path, keyOf(api));
      for (const connectionId of api.there) await post(client, connectionId, `from ${replica.port}`);
    }
    for (const client of [ann, bob]) {
      expect([await client.next(), await client.next()]).toEqual([`from ${one.port}`, `from ${other.port}`]);
    }
    ann.close();
    await ann.ended;
    await expect.poll(() => api.there.size).toBe(1);
  });

  it("is told of, and ended", async () => {
    const [one, other] = [await startReplica(), await startReplica()];
    const api = await chat();
    const socket = await one.connect(api.path, { headers: { "user-agent": "chat/1.0" } });
    const ConnectionId = lastOf(api.there);
    const client = clientOf(other, api.path, keyOf(api));
    const about = await client.send(new GetConnectionCommand({ ConnectionId }));
    expect(about).toMatchObject({ Identity: { SourceIp: "127.0.0.1", UserAgent: "chat/1.0" } });
    expect(about.ConnectedAt).toBeInstanceOf(Date);
    expect(about.LastActiveAt).toBeInstanceOf(Date);
    await client.send(new DeleteConnectionCommand({ ConnectionId }));
    expect(await socket.ended).toBe("1000 Connection Closed Normally");
    await expect.poll(() => api.there.size).toBe(0);
    await expect(post(client, ConnectionId, "late")).rejects.toMatchObject(GONE);
  });

  it("is gone with a replica that was killed, and another tells its end", async () => {
    const [one, other] = [await startReplica(), await startReplica()];
    const api = await chat();
    await one.connect(api.path);
    const ConnectionId = lastOf(api.there);
    one.kill();
    await expect(post(clientOf(other, api.path, keyOf(api)), ConnectionId, "late")).rejects.toMatchObject(GONE);
    const seen = new Map();
    await lookForDead(other.dataPlane, seen, 0);
    expect(api.there.size).toBe(1);
    // Whoever is dead does not beat; the process of this test does for it until it knows better.
    for (let now = 0; api.there.size > 0; now += 60_000) await lookForDead(other.dataPlane, seen, now);
    const end = api.events.at(-1)?.requestContext;
    expect(end).toMatchObject({ routeKey: "$disconnect", connectionId: ConnectionId, disconnectStatusCode: 1006 });
    expect(await other.dataPlane.connections.rows.find(ConnectionId)).toBeUndefined();
  });

  it("of which a replica is forgotten has its end told when another begins to look", async () => {
    const [one, other] = [await startReplica(), await startReplica()];
    const api = await chat();
    await one.connect(api.path);
    one.kill();
    for (const { replica } of await other.dataPlane.connections.rows.replicas()) {
      await other.dataPlane.connections.rows.removeReplica(replica);
    }
    const stopping = new AbortController();
    const looking = buryReplicas(other.dataPlane).run(apigateway().clock, stopping.signal);
    await expect.poll(() => api.there.size).toBe(0);
    stopping.abort();
    await looking;
  });

  it("is closed by its replica where the others took that for dead, and its end is told once", async () => {
    const [one, other] = [await startReplica(), await startReplica()];
    const api = await chat();
    const socket = await one.connect(api.path);
    const seen = new Map();
    for (let now = 0; api.there.size > 0; now += 60_000) await lookForDead(other.dataPlane, seen, now);
    expect(await socket.ended).toBe("1001 Going away");
    await one.stop();
    expect(api.events.filter(({ requestContext }) => requestContext.eventType === "DISCONNECT")).toHaveLength(1);
  });
});

/** A replica, a client's socket, and the id of its connection. */
async function connected(frame: Partial<Frame> = {}): Promise<{
  readonly replica: TestReplica;
  readonly api: Awaited<ReturnType<typeof chat>>;
  readonly socket: TestSocket;
  readonly ConnectionId: string;
}> {
  const replica = await startReplica(frame);
  const api = await chat();
  const socket = await replica.connect(api.path);
  return { replica, api, socket, ConnectionId: lastOf(api.there) };
}

describe("a message to a connection", () => {
  it("may be as large as any, and no larger", async () => {
    const { ConnectionId, api, replica, socket } = await connected();
    const client = clientOf(replica, api.path, keyOf(api));
    const largest = "x".repeat(128 * 1024);
    await post(client, ConnectionId, largest);
    expect(await socket.next()).toBe(largest);
    await expect(post(client, ConnectionId, `${largest}x`)).rejects.toMatchObject({
      name: "PayloadTooLargeException",
      $metadata: { httpStatusCode: 413 },
    });
  });

  it("is a text where it is one, and else bytes", async () => {
    const { ConnectionId, api, replica, socket } = await connected();
    const kinds: boolean[] = [];
    socket.on("message", (_data, isBinary) => kinds.push(isBinary));
    const client = clientOf(replica, api.path, keyOf(api));
    await post(client, ConnectionId, "täxt");
    await post(client, ConnectionId, new Uint8Array([0xff, 0xfe]));
    await Promise.all([socket.next(), socket.next()]);
    expect(kinds).toEqual([false, true]);
  });

  it("is refused where there is no such connection, where it is of another API, and where the id is none", async () => {
    const { ConnectionId, api, replica } = await connected();
    const client = clientOf(replica, api.path, keyOf(api));
    await expect(post(client, "L0SM9cOFvHcCIhw=", "hello")).rejects.toMatchObject(GONE);
    await expect(post(client, "no id", "hello")).rejects.toThrow("Invalid connectionId: no id");
    const another = await deployedWebSocketApi(apigateway(), { routes: { $default: {} } });
    await expect(post(clientOf(replica, another.path, keyOf(another)), ConnectionId, "hello")).rejects.toMatchObject(
      GONE,
    );
    // Without an API in the address, it is the connection's own.
    await post(clientOf(replica, "", keyOf(api)), ConnectionId, "hello");
  });

  it("cannot be sent while $connect runs, as at AWS", async () => {
    const replica = await startReplica();
    const api = await chat();
    const refusals: unknown[] = [];
    apigateway().answers(async (call) => {
      if (call.operation !== "Invoke") return {};
      const { connectionId, eventType } = eventOf(call).requestContext;
      if (eventType === "CONNECT") {
        await post(clientOf(replica, api.path, keyOf(api)), connectionId, "early").catch((error: unknown) =>
          refusals.push(error),
        );
      }
      return returned({ statusCode: 200 });
    });
    const socket = await replica.connect(api.path);
    socket.close();
    await socket.ended;
    expect(refusals).toMatchObject([GONE]);
  });

  it("is answered 429 where the client takes nothing of it", async () => {
    const { ConnectionId, api, replica, socket } = await connected();
    socket.pause();
    const client = clientOf(replica, api.path, keyOf(api));
    const large = "x".repeat(128 * 1024);
    let refusal: unknown;
    for (let sent = 0; refusal === undefined && sent < 1000; sent += 1) {
      refusal = await post(client, ConnectionId, large).then(
        () => undefined,
        (error: unknown) => error,
      );
    }
    expect(refusal).toMatchObject({ name: "LimitExceededException", $metadata: { httpStatusCode: 429 } });
    socket.terminate();
  });

  it("needs execute-api:ManageConnections on the connection, in AWS's words", async () => {
    // Something else.
    const statements: object[] = [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }];
    const user = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "a secret" };
    let account = "";
    const enforcing: Frame["auth"] = {
      mode: "enforce",
      rootKey: { accessKeyId: "root", secretAccessKey: "root" },
      identities: {
        lookup: () =>
          Promise.resolve({
            secretAccessKey: user.secretAccessKey,
            active: true,
            account,
            arn: `arn:aws:iam::${account}:user/ann`,
            id: "AIDA",
          }),
        entitlementsOf: () =>
          Promise.resolve({
            identityPolicies: [parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }))],
            context: {},
          }),
        noteUse: () => undefined,
      },
    };
    const { ConnectionId, api, replica, socket } = await connected({ auth: enforcing });
    ({ account } = api.as);
    const client = clientOf(replica, api.path, user);
    const resource = `arn:aws:execute-api:us-east-1:${account}:${api.id}/test/POST/@connections/${ConnectionId}`;
    const shown = `arn:aws:execute-api:us-east-1:********${account.slice(8)}:${api.id}/test/POST/@connections/{connectionId}`;
    await expect(post(client, ConnectionId, "no")).rejects.toMatchObject({
      message: `User: arn:aws:iam::${account}:user/ann is not authorized to perform: execute-api:ManageConnections on resource: ${shown} because no identity-based policy allows the execute-api:ManageConnections action`,
      $metadata: { httpStatusCode: 403 },
    });
    statements.push({ Effect: "Allow", Action: "execute-api:ManageConnections", Resource: resource });
    await post(client, ConnectionId, "yes");
    expect(await socket.next()).toBe("yes");
    await expect(client.send(new DeleteConnectionCommand({ ConnectionId }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    const unsigned = await fetch(`http://127.0.0.1:${replica.port}${api.path}/@connections/${ConnectionId}`);
    expect(unsigned.status).toBe(403);
  });

  it("is for whoever asks in open mode, also without a signature", async () => {
    const { ConnectionId, api, replica, socket } = await connected();
    const url = `http://127.0.0.1:${replica.port}${api.path}/@connections/${encodeURIComponent(ConnectionId)}`;
    const answer = await fetch(url, { method: "POST", body: "hello" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(await socket.next()).toBe("hello");
    expect((await fetch(`http://127.0.0.1:${replica.port}${api.path}`)).status).toBe(426);
  });
});

describe("a reset", () => {
  it("closes connections of its account, and tells nobody of their ends", async () => {
    const replica = await startReplica();
    const api = await chat();
    const socket = await replica.connect(api.path);
    await replica.dataPlane.reset(api.as.account);
    expect(await socket.ended).toBe("1001 Going away");
    await replica.stop();
    expect(api.events.map(({ requestContext }) => requestContext.eventType)).toEqual(["CONNECT"]);
  });
});
