import { Agent } from "node:http";
import type { LookupFunction } from "node:net";
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { beforeAll, describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { useApigateway } from "./apigateway.ts";
import { CHAT, connect, createChat, type Guest } from "./chat.ts";
import type { TestApi } from "./http-api.ts";

const apigateway = useApigateway();

/** No machine has to know the host of an API. */
const lookup: LookupFunction = (_host, _options, done) => done(null, [{ address: "127.0.0.1", family: 4 }]);

/** The SDK's client of an API's connections, at whichever form of its URL. */
const managing = (endpoint: string): ApiGatewayManagementApiClient =>
  new ApiGatewayManagementApiClient({
    endpoint: new URL(endpoint, apigateway.skylab().url).href,
    region: "us-east-1",
    credentials: { accessKeyId: "000000000000", secretAccessKey: "test" },
    maxAttempts: 1,
    requestHandler: { httpAgent: new Agent({ lookup }) },
  });

const enter = async (api: TestApi, name: string): Promise<Guest> =>
  await connect(apigateway.skylab().url, `${apigateway.urlOf(api.id)}/prod?name=${name}`);

async function whoIs(guest: Guest): Promise<string> {
  guest.say({ action: "who" });
  const { connectionId } = JSON.parse(await guest.hear()) as { readonly connectionId: string }; // as: the chat's own form.
  return connectionId;
}

describe("a chat over WebSockets", () => {
  let chat: TestApi;
  beforeAll(async () => {
    const { arn } = await apigateway.createFunction(CHAT);
    chat = await createChat(apigateway.v2(), arn);
  });

  it("hands what one says to the other, by its function", async () => {
    const [ada, bob] = [await enter(chat, "ada"), await enter(chat, "bob")];
    const [ofAda, ofBob] = [await whoIs(ada), await whoIs(bob)];
    expect(ofAda).toMatch(/^[\w-]{15}=$/);
    expect(ofBob).not.toBe(ofAda);
    ada.say({ action: "say", to: ofBob, text: "hello" });
    expect(await bob.hear()).toBe("hello");
    expect(await ada.hear()).toBe("200 ");
    bob.say({ action: "say", to: ofAda, text: "hello yourself" });
    expect(await ada.hear()).toBe("hello yourself");
    ada.close();
    bob.close();
  });

  it("lets nobody in whom $connect does not", async () => {
    const url = `${apigateway.urlOf(chat.id)}/prod`;
    const { url: skylab } = apigateway.skylab();
    await expect(connect(skylab, url)).rejects.toThrow(/^HTTP 403: /);
    await expect(connect(skylab, `${apigateway.urlOf(chat.id)}/dev?name=ada`)).rejects.toThrow(/^HTTP 403: /);
  });

  it("is reached by the SDK: a connection is posted to, told of and ended", async () => {
    for (const endpoint of [`${apigateway.urlOf(chat.id)}/prod`, `/_aws/execute-api/${chat.id}/prod`]) {
      const ada = await enter(chat, "ada");
      const ConnectionId = await whoIs(ada);
      const client = managing(endpoint);
      await client.send(new PostToConnectionCommand({ ConnectionId, Data: "from outside" }));
      expect(await ada.hear()).toBe("from outside");
      expect(await client.send(new GetConnectionCommand({ ConnectionId }))).toMatchObject({
        ConnectedAt: expect.any(Date),
        LastActiveAt: expect.any(Date),
        Identity: { SourceIp: expect.any(String) },
      });
      await client.send(new DeleteConnectionCommand({ ConnectionId }));
      expect(await ada.ended).toEqual({ code: 1000, reason: "Connection Closed Normally" });
      const gone = { name: "GoneException", $metadata: { httpStatusCode: 410 } };
      await soon(() =>
        expect(client.send(new PostToConnectionCommand({ ConnectionId, Data: "late" }))).rejects.toMatchObject(gone),
      );
    }
  });

  it("tells that a connection is gone when its client is", async () => {
    const ada = await enter(chat, "ada");
    const ConnectionId = await whoIs(ada);
    ada.close();
    await ada.ended;
    const client = managing(`/_aws/execute-api/${chat.id}/prod`);
    await soon(() =>
      expect(client.send(new PostToConnectionCommand({ ConnectionId, Data: "late" }))).rejects.toMatchObject({
        name: "GoneException",
      }),
    );
    const never = { ConnectionId: "AAAAAAAAAAAAAAA=", Data: "?" };
    await expect(client.send(new PostToConnectionCommand(never))).rejects.toMatchObject({ name: "GoneException" });
  });

  it("answers a message that no route is for by $default, and one that is none in AWS's words", async () => {
    const ada = await enter(chat, "ada");
    const ofAda = await whoIs(ada);
    ada.say("no JSON");
    ada.say({ action: "nothing" });
    ada.say({ action: "say", to: ofAda });
    // The function fails at a text that is none.
    expect(JSON.parse(await ada.hear())).toEqual({
      message: "Internal server error",
      connectionId: ofAda,
      requestId: expect.stringMatching(/^[\w-]{15}=$/),
    });
    ada.close();
  });
});
