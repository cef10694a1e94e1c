import type { RequestListener, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { addressOf, callSqs, useRigs } from "./testing/rig.ts";
import { startUpstream, type Upstream } from "./testing/upstream.ts";

const startRig = useRigs();
const answering: RequestListener = (_request, response) => response.end("{}");

/** A replica that answers nothing until it is told to. */
function holding(): { readonly answer: RequestListener; readonly held: ServerResponse[] } {
  const held: ServerResponse[] = [];
  return { held, answer: (_request, response) => void held.push(response) };
}

const add = (sum: number, count: number): number => sum + count;

const counts = (upstreams: readonly Upstream[]): number[] => upstreams.map(({ requests }) => requests.length);

const sendMany = (url: string, count: number): Promise<Response[]> =>
  Promise.all(Array.from({ length: count }, () => callSqs(url)));

describe("the replicas of a service", () => {
  it("get requests in turn", async () => {
    const { url, upstreams } = await startRig([answering, answering, answering]);
    for (let i = 0; i < 12; i += 1) await callSqs(url);
    expect(counts(upstreams)).toEqual([4, 4, 4]);
  });

  it("get the less the more they have to do", async () => {
    const { answer, held } = holding();
    const { url, upstreams } = await startRig([answer, answering]);
    const waiting = sendMany(url, 2);
    await expect.poll(() => held).toHaveLength(1);
    for (let i = 0; i < 10; i += 1) await callSqs(url);
    expect(counts(upstreams)).toEqual([1, 11]);
    held[0]?.end();
    await waiting;
  });

  it("are those that DNS lists", async () => {
    const { url, upstreams, listAddresses } = await startRig([answering, answering]);
    const shares = async (requests: number): Promise<number[]> => {
      const before = counts(upstreams);
      await sendMany(url, requests);
      return counts(upstreams).map((count, index) => count - (before[index] ?? 0));
    };
    listAddresses([addressOf(1)]);
    await expect.poll(() => shares(4)).toEqual([0, 4]);
    listAddresses([addressOf(0), addressOf(1)]);
    await expect.poll(async () => (await shares(4))[0]).toBeGreaterThan(0);
  });
});

describe("a replica that is killed under load", () => {
  it("costs those clients an answer whose requests it had, and nobody else", async () => {
    const { answer, held } = holding();
    const { url, upstreams } = await startRig([answer, answering, answering]);
    const first = sendMany(url, 15);
    await expect.poll(() => counts(upstreams).reduce(add)).toBe(15);
    const lost = held.length;
    // The gateway does not know of it yet when these come.
    const killed = upstreams[0]?.kill();
    const later = await sendMany(url, 100);
    await killed;
    expect(lost).toBeGreaterThan(0);
    expect((await first).filter(({ status }) => status === 500)).toHaveLength(lost);
    expect((await first).filter(({ status }) => status === 200)).toHaveLength(15 - lost);
    expect(later.filter(({ status }) => status === 200)).toHaveLength(100);
    // What it had was asked of nobody else.
    expect(counts(upstreams).reduce(add)).toBe(115);
  });

  it("costs each of ten busy clients one answer at most", async () => {
    const { url, upstreams } = await startRig([answering, answering, answering]);
    let answers = 0;
    const client = async (): Promise<number> => {
      let failures = 0;
      for (let i = 0; i < 40; i += 1) {
        const { status } = await callSqs(url);
        if (status !== 200) failures += 1;
        answers += 1;
        if (answers === 200) void upstreams[0]?.kill();
      }
      return failures;
    };
    const failures = await Promise.all(Array.from({ length: 10 }, client));
    expect(Math.max(...failures)).toBeLessThanOrEqual(1);
    expect(counts(upstreams)[0]).toBeGreaterThan(0);
  });

  it("leaves its idle connections broken, and the next requests find another", async () => {
    const { url, upstreams } = await startRig([answering, answering]);
    await sendMany(url, 20);
    await upstreams[0]?.kill();
    const statuses = (await sendMany(url, 20)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it("has a long body sent to another, where none of it was sent", async () => {
    const { url, upstreams } = await startRig([answering, (request, response) => void request.pipe(response)]);
    await upstreams[0]?.kill();
    const body = Buffer.alloc(3_000_000, "x");
    for (let i = 0; i < 2; i += 1) {
      const response = await callSqs(url, { body });
      expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
    }
  });

  it("loses a long body of which something was sent, and is not given it again", async () => {
    const { url, upstreams } = await startRig([
      (request) => request.once("data", () => request.socket.destroy()),
      (request) => request.once("data", () => request.socket.destroy()),
    ]);
    const response = await callSqs(url, { body: Buffer.alloc(3_000_000) });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ __type: expect.stringContaining("InternalFailure") });
    expect(counts(upstreams).reduce(add)).toBe(1);
  });
});

describe("a service that is being restarted", () => {
  it("has its clients wait until it is back", async () => {
    const { url, upstreams } = await startRig([answering]);
    await callSqs(url);
    const [{ port, kill }] = upstreams as [Upstream]; // as: there is one.
    await kill();
    const waiting = sendMany(url, 5);
    // The gateway has found out that nobody is there.
    const health = async (): Promise<unknown> => (await fetch(`${url}/_skylab/health`)).json();
    await expect.poll(health).toMatchObject({ services: { sqs: "unavailable" } });
    const again = await startUpstream({ address: addressOf(0), port }, answering);
    expect((await waiting).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(again.requests).toHaveLength(5);
    await again.kill();
  });
});
