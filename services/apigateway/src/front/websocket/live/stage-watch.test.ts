import { expect, it } from "vitest";
import { useApigateway } from "../../../testing/use-apigateway.ts";
import { useSockets } from "../../../testing/use-sockets.ts";
import { deployedWebSocketApi, returned } from "../../../testing/web-socket-api.ts";
import { DeleteApi } from "../../../v2/operations/DeleteApi.ts";
import { DeleteStage } from "../../../v2/operations/DeleteStage.ts";
import { UpdateStage } from "../../../v2/operations/UpdateStage.ts";

const test = useApigateway();
const startReplica = useSockets(test);

const newApi = () => {
  test().answers(() => returned({ statusCode: 200, body: "here" }));
  return deployedWebSocketApi(test(), { routes: { $connect: {}, say: { isTwoWay: true } } });
};

const GONE = "1001 Going away";

it("who deletes a stage closes its connections at every replica, and nobody else's", async () => {
  const [api, other] = [await newApi(), await newApi()];
  const [one, two] = [await startReplica(), await startReplica()];
  const gone = [await one.connect(api.path), await two.connect(api.path), await two.connect(api.path)];
  const left = await two.connect(other.path);
  await test().call(DeleteStage, { ApiId: api.id, StageName: "test" }, api.as);
  expect(await Promise.all(gone.map(({ ended }) => ended))).toEqual([GONE, GONE, GONE]);
  left.send('{"action":"say"}');
  expect(await left.next()).toBe("here");
});

it("who deletes an API closes its connections, which are forgotten", async () => {
  const api = await newApi();
  const replica = await startReplica();
  const socket = await replica.connect(api.path);
  const [about] = replica.dataPlane.connections.abouts();
  await test().call(DeleteApi, { ApiId: api.id }, api.as);
  expect(await socket.ended).toBe(GONE);
  await replica.stop();
  expect(await replica.dataPlane.connections.rows.find(about?.connectionId ?? "")).toBeUndefined();
});

it("connections outlive changes of their stage", async () => {
  const api = await newApi();
  const replica = await startReplica();
  const socket = await replica.connect(api.path);
  await test().call(UpdateStage, { ApiId: api.id, StageName: "test", Description: "changed" }, api.as);
  socket.send('{"action":"say"}');
  expect(await socket.next()).toBe("here");
});

it("a connection that is made while its stage is deleted is closed at once", async () => {
  const api = await newApi();
  const replica = await startReplica();
  // The function of $connect runs when the stage is deleted.
  test().answers(async () => {
    await test().call(DeleteStage, { ApiId: api.id, StageName: "test" }, api.as);
    return returned({ statusCode: 200 });
  });
  const socket = await replica.connect(api.path);
  expect(await socket.ended).toBe(GONE);
});
