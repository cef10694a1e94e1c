import { type IncomingHttpHeaders, request } from "node:http";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { useSockets } from "../../testing/use-sockets.ts";
import { deployedWebSocketApi, returned } from "../../testing/web-socket-api.ts";

const test = useApigateway();
const startReplica = useSockets(test);

const HANDSHAKE = { "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", "sec-websocket-version": "13" };

type Refused = { readonly status: number | undefined; readonly headers: IncomingHttpHeaders };

/** Asks for an upgrade that is refused. */
async function refused(path: string, headers: Readonly<Record<string, string>> = HANDSHAKE): Promise<Refused> {
  const { port } = await startReplica();
  return await new Promise((resolve, reject) => {
    const asked = { port, path, headers: { connection: "Upgrade", upgrade: "websocket", ...headers }, agent: false };
    const sent = request(asked, (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers }));
    });
    sent.on("upgrade", (_response, socket) => {
      socket.destroy();
      reject(new Error("It was upgraded."));
    });
    sent.on("error", reject);
    sent.end();
  });
}

it("where no such API or stage is, the upgrade is forbidden by AWS's front", async () => {
  const { id } = await deployedWebSocketApi(test(), { routes: { $connect: {} } });
  for (const path of ["/_aws/execute-api/a1b2c3d4e5/test", `/_aws/execute-api/${id}/other`]) {
    const { headers, status } = await refused(path);
    expect([status, headers["x-amzn-errortype"]]).toEqual([403, "ForbiddenException"]);
    expect(headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["x-amz-apigw-id"]).toMatch(/^[\w-]{15}=$/);
  }
});

it("what is no handshake is a bad request", async () => {
  const { path } = await deployedWebSocketApi(test(), { routes: { $connect: {} } });
  const { headers, status } = await refused(path, {});
  expect([status, headers["x-amzn-errortype"]]).toEqual([400, "BadRequestException"]);
});

it("a refusal tells its kind, and what the API itself answers none", async () => {
  const authorizer = ["route.request.header.Auth"];
  const guarded = await deployedWebSocketApi(test(), { routes: { $connect: {} }, authorizer });
  const unknown = await refused(guarded.path);
  expect([unknown.status, unknown.headers["x-amzn-errortype"]]).toEqual([401, "UnauthorizedException"]);
  const own = await deployedWebSocketApi(test(), { routes: { $connect: {} } });
  test().answers(() => returned({ statusCode: 418, body: "no" }));
  const refusedByFunction = await refused(own.path);
  expect(refusedByFunction.status).toBe(418);
  expect(refusedByFunction.headers["x-amzn-errortype"]).toBeUndefined();
  test().answers(() => returned("no answer"));
  const broken = await refused(own.path);
  expect([broken.status, broken.headers["x-amzn-errortype"]]).toEqual([502, "InternalServerErrorException"]);
});
