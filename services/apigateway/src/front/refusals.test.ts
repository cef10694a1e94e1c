import { expect, it } from "vitest";
import { deployedApi, mock } from "../testing/deployed-api.ts";
import { type Answered, useFront } from "../testing/use-front.ts";
import { newHttpApi } from "../testing/v2-api.ts";
import { deployedWebSocketApi } from "../testing/web-socket-api.ts";

const test = useFront();

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EXTENDED_ID = /^[\w-]{15}=$/;

/** The headers that AWS's front adds, under their names as they came. */
const ofTheFront = ({ rawHeaders }: Answered): Readonly<Record<string, string>> => {
  const pairs = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ""] as const] : []));
  return Object.fromEntries(pairs.filter(([name]) => /^(?:x-am|apigw-)/i.test(name)));
};

const FORBIDDEN = {
  "x-amzn-RequestId": expect.stringMatching(UUID),
  "x-amzn-ErrorType": "ForbiddenException",
  "x-amz-apigw-id": expect.stringMatching(EXTENDED_ID),
};

it("where no API is, or no such stage of a REST API, AWS's front forbids it", async () => {
  const { id } = await deployedApi(test(), { methods: { "GET /": mock("here") } });
  for (const path of [
    "/_aws/execute-api/a1b2c3d4e5/test",
    `/_aws/execute-api/${id}/other`,
    `/_aws/execute-api/${id}`,
  ]) {
    const answer = await test().ask(path);
    expect(answer).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
    expect(ofTheFront(answer)).toEqual(FORBIDDEN);
  }
});

it("where no such stage of an HTTP API is, it is not found", async () => {
  const { ApiId } = await newHttpApi(test());
  const answer = await test().ask(`/_aws/execute-api/${ApiId}/`);
  expect(answer).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
  expect(ofTheFront(answer)).toEqual({ "apigw-requestid": expect.stringMatching(EXTENDED_ID) });
});

it("what asks a WebSocket API for no WebSocket is told so", async () => {
  const { path } = await deployedWebSocketApi(test(), { routes: { $connect: {} } });
  const answer = await test().ask(path);
  expect(answer).toMatchObject({ status: 426, text: '{"message":"Upgrade Required"}' });
  expect(answer.headers["upgrade"]).toBe("websocket");
  expect(ofTheFront(answer)).toMatchObject({ "x-amzn-RequestId": expect.stringMatching(UUID) });
});
