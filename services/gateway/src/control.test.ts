import { type IncomingMessage, request as httpRequest, type RequestListener } from "node:http";
import { gatewayProof } from "@skylab/service";
import { describe, expect, it } from "vitest";
import { callSqs, SECRET, useRigs } from "./testing/rig.ts";
import { bodyOf } from "./testing/upstream.ts";

const startRig = useRigs();
const proof = gatewayProof(SECRET);

const NEW_YEAR_2030 = Date.UTC(2030, 0, 1);

/** A replica that notes what its control plane is asked. */
function noting(): { readonly asked: string[]; readonly answer: RequestListener } {
  const asked: string[] = [];
  const note = async (request: IncomingMessage): Promise<void> => {
    const through = proof.isForAdmin(request.headers) ? "" : "for no admin: ";
    asked.push(`${through}${request.method} ${request.url} ${String(await bodyOf(request))}`.trimEnd());
  };
  const answer = JSON.stringify({ milliseconds: NEW_YEAR_2030 });
  return { asked, answer: (request, response) => void note(request).then(() => response.end(answer)) };
}

const ill: RequestListener = (_request, response) => response.writeHead(503).end();

const post = (url: string, body?: object): Promise<Response> =>
  fetch(url, { method: "POST", ...(body && { body: JSON.stringify(body) }) });

describe("the gateway's control plane", () => {
  it("has one replica move the clock that all of them keep, and the others look at it", async () => {
    const [first, second] = [noting(), noting()];
    const { url } = await startRig([first.answer, second.answer]);
    const response = await post(`${url}/_skylab/clock`, { advance: 90 });
    expect(await response.json()).toEqual({ now: "2030-01-01T00:00:00.000Z", milliseconds: NEW_YEAR_2030 });
    expect(first.asked).toEqual(['POST /_skylab/clock {"advance":90}', "GET /_skylab/clock"]);
    expect(second.asked).toEqual(["GET /_skylab/clock"]);
    expect((await post(`${url}/_skylab/clock`, { set: "soon" })).status).toBe(400);
    expect(first.asked).toHaveLength(2);
  });

  it("asks the next replica for the time, and to forget, where the first is gone and nobody knows yet", async () => {
    const { asked, answer } = noting();
    const { url, upstreams } = await startRig([noting().answer, answer]);
    await upstreams[0]?.kill();
    const response = await post(`${url}/_skylab/clock`, { set: NEW_YEAR_2030 });
    expect(await response.json()).toMatchObject({ milliseconds: NEW_YEAR_2030 });
    expect(asked).toEqual([`POST /_skylab/clock {"set":${NEW_YEAR_2030}}`, "GET /_skylab/clock"]);
    const again = await startRig([noting().answer, answer]);
    await again.upstreams[0]?.kill();
    expect((await post(`${again.url}/_skylab/reset?service=sqs`)).status).toBe(200);
    expect(asked.at(-1)).toBe("POST /_skylab/reset?service=sqs");
  });

  it("does not pretend to know the time, or to have moved it, where nobody is there", async () => {
    const { url } = await startRig([]);
    expect((await fetch(`${url}/_skylab/clock`)).status).toBe(500);
    expect((await post(`${url}/_skylab/clock`, { release: true })).status).toBe(500);
  });

  it("has all replicas forget", async () => {
    const [first, second] = [noting(), noting()];
    const { url } = await startRig([first.answer, second.answer]);
    const response = await post(`${url}/_skylab/reset?service=sqs&account=111122223333`);
    expect(await response.json()).toEqual({ reset: ["sqs"] });
    const expected = ["POST /_skylab/reset?service=sqs&account=111122223333"];
    expect([first.asked, second.asked]).toEqual([expected, expected]);
  });

  it("does not pretend to have forgotten where nobody is there to do it", async () => {
    const { url } = await startRig([]);
    expect((await post(`${url}/_skylab/reset?service=sqs`)).status).toBe(500);
  });

  it("forwards a service's own endpoints to it", async () => {
    const { answer, asked } = noting();
    const { url } = await startRig([answer]);
    await fetch(`${url}/_aws/sqs/messages?QueueUrl=http://localhost/000000000000/orders`);
    await fetch(`${url}/_aws/sqs/messages/us-east-1/000000000000/orders`);
    expect(asked).toEqual([
      "GET /_aws/sqs/messages?QueueUrl=http://localhost/000000000000/orders",
      "GET /_aws/sqs/messages/us-east-1/000000000000/orders",
    ]);
    expect((await fetch(`${url}/_aws/ses`)).status).toBe(404);
  });

  it("tells which services run, by what a replica says of itself", async () => {
    const { url } = await startRig([ill, noting().answer]);
    const services = { sqs: "running", sns: "unavailable", lambda: "unavailable", s3: "unavailable" };
    expect(await (await fetch(`${url}/_skylab/health`)).json()).toMatchObject({ status: "degraded", services });
    expect(await (await fetch(`${url}/_localstack/health`)).json()).toMatchObject({ services });
    const withoutAny = await startRig([ill]);
    expect(await (await fetch(`${withoutAny.url}/_skylab/health`)).json()).toMatchObject({
      services: { sqs: "unavailable" },
    });
  });

  it("lets no page of another site through to a service's own", async () => {
    const { answer, asked } = noting();
    const { port } = await startRig([answer]);
    for (const path of ["/_skylab/reset", "/_skylab/clock", "/_aws/sqs/messages"]) {
      const headers = { host: "evil.test:4566", "x-skylab-gateway": "forged 127.0.0.1" };
      const status = await new Promise((resolve, reject) => {
        const request = httpRequest({ host: "127.0.0.1", port, path, method: "POST", headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on("error", reject);
        request.end();
      });
      expect(status).toBe(403);
    }
    expect(asked).toEqual([]);
  });

  it("counts what was forwarded", async () => {
    const { url } = await startRig([noting().answer]);
    await callSqs(url);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('skylab_requests_total{service="sqs",operation="forwarded",code="OK"} 1');
  });
});
