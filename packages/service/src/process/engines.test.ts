import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { Engines } from "./engines.ts";

const silent = pino({ level: "silent" });

/** An engine that notes its end in a list. */
const engineIn = (closed: string[], name: string): { readonly close: () => Promise<void> } => ({
  close: async () => void closed.push(name),
});
const answering = (): Promise<void> => Promise.resolve();
const failing = (): Promise<void> => Promise.reject(new Error("connect ECONNREFUSED"));

// Each waits for a second or two, and none for another.
describe.concurrent("the engines of a container", () => {
  it("are tried until they are there, and the log tells why they are not", async () => {
    const lines: Record<string, unknown>[] = [];
    const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    let attempts = 0;
    const open = async (): Promise<ReturnType<typeof engineIn>> => {
      attempts += 1;
      if (attempts === 1) await failing();
      return engineIn([], "redis");
    };
    await new Engines(log).open({ name: "redis", open, ask: answering });
    expect(attempts).toBe(2);
    expect(lines).toEqual([
      { level: 30, engine: "redis", msg: "looking for an engine" },
      { level: 40, engine: "redis", reason: "connect ECONNREFUSED", msg: "waiting for an engine" },
      { level: 30, engine: "redis", msg: "engine answers" },
    ]);
  });

  it("are not there before they answer", async () => {
    let asked = 0;
    const ask = (): Promise<void> => (++asked === 1 ? failing() : answering());
    await new Engines(silent).open({ name: "rabbitmq", open: () => engineIn([], "rabbitmq"), ask });
    expect(asked).toBe(2);
  });

  it("are asked how they are each time", async () => {
    const engines = new Engines(silent);
    let ask = answering;
    await engines.open({ name: "redis", open: () => engineIn([], "redis"), ask: () => ask() });
    await engines.open({ name: "rabbitmq", open: () => engineIn([], "rabbitmq"), ask: answering });
    expect(await engines.health()).toEqual({ redis: "running", rabbitmq: "running" });
    ask = failing;
    expect(await engines.health()).toEqual({ redis: "unavailable", rabbitmq: "running" });
    ask = () => new Promise(() => undefined);
    expect(await engines.health()).toEqual({ redis: "unavailable", rabbitmq: "running" });
  });

  it("are closed in the reverse order, also while one is waited for", async () => {
    const closed: string[] = [];
    const engines = new Engines(silent);
    for (const name of ["redis", "rabbitmq"]) {
      await engines.open({ name, open: () => engineIn(closed, name), ask: answering });
    }
    const waiting = engines.open({
      name: "minio",
      open: () => failing().then(() => engineIn(closed, "minio")),
      ask: answering,
    });
    const ended = expect(waiting).rejects.toThrow("aborted");
    await engines.close();
    await ended;
    expect(closed).toEqual(["rabbitmq", "redis"]);
  });
});
