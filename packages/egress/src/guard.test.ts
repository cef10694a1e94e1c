import { createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { denyEngine, readDenyRules } from "./deny-rules.ts";
import { openGuard, portOf } from "./guard.ts";

let receiver: Server;
let port: number;
beforeAll(async () => {
  receiver = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  ({ port } = receiver.address() as AddressInfo); // as: it listens on a port.
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});

/** `reached`, or why not, under the rules of a setting and with these ports being Skylab's own. */
async function reach(text: string, { deny = "default", own = [] as readonly number[] } = {}): Promise<string> {
  const guard = openGuard({ denied: readDenyRules(deny), ownPorts: () => own, setting: "SKYLAB_EXAMPLE_DENY" });
  const url = new URL(text);
  try {
    await guard.check(url);
    await new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(20_000);
      const options = { lookup: guard.lookupFor(portOf(url)), agent: false, signal };
      get(url, options, (response) => response.resume().on("end", resolve)).on("error", reject);
    });
    return "reached";
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

it("a developer's own receiver on this machine is reached", async () => {
  expect(await reach(`http://127.0.0.1:${port}/`)).toBe("reached");
  expect(await reach(`http://localhost:${port}/`)).toBe("reached");
});

it.each([
  "http://169.254.169.254/latest/meta-data/",
  "http://169.254.170.2/",
  "http://2852039166/",
  "http://0xa9fea9fe/",
  "http://[::ffff:169.254.169.254]/",
  "http://[::ffff:a9fe:a9fe]/",
  "http://[64:ff9b::a9fe:a9fe]/",
  "http://[fe80::1]/",
  "http://[fd00:ec2::254]/",
  "http://100.100.100.200/",
  "http://0.0.0.0/",
  "http://[::]/",
])("%s is not, however it is written", async (url) => {
  expect(await reach(url)).toBe("DeniedError");
});

it.each([
  "127.0.0.1",
  "127.0.0.2",
  "localhost",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "2130706433",
  "127.1",
])("Skylab's own port on %s is not", async (host) => {
  expect(await reach(`http://${host}:${port}/`, { own: [port] })).toBe("DeniedError");
});

it("a name that leads to a denied address is not", async () => {
  expect(await reach(`http://localhost:${port}/`, { deny: "127.0.0.0/8,::1" })).toBe("DeniedError");
});

it("a host that is denied by its name is not, neither by name nor by address", async () => {
  expect(await reach(`http://localhost:${port}/`, { deny: "localhost" })).toBe("DeniedError");
  expect(await reach(`http://127.0.0.1:${port}/`, { deny: "localhost" })).toBe("DeniedError");
});

it("a port may be denied alone", async () => {
  expect(await reach(`http://127.0.0.1:${port}/`, { deny: `127.0.0.1:${port}` })).toBe("DeniedError");
  expect(await reach(`http://127.0.0.1:${port}/`, { deny: "127.0.0.1:1,localhost:1" })).toBe("reached");
});

it("an engine on this machine has its port denied, one elsewhere has its host", () => {
  expect(denyEngine("redis://127.0.0.1:6380")).toMatchObject({ address: "127.0.0.1", port: 6380 });
  expect(denyEngine("amqp://user:secret@localhost")).toEqual({ kind: "host", host: "localhost", port: 5672 });
  expect(denyEngine("redis://redis:6379")).toEqual({ kind: "host", host: "redis" });
});

it("what the setting lists is read, and what is no address, network or host is refused", () => {
  expect(readDenyRules("10.0.0.0/8, [fd00::1]:80,fd00::/8, minio,redis:6379")).toEqual([
    { kind: "network", address: "10.0.0.0", bits: 8, family: "ipv4" },
    { kind: "network", address: "fd00::1", bits: 128, family: "ipv6", port: 80 },
    { kind: "network", address: "fd00::", bits: 8, family: "ipv6" },
    { kind: "host", host: "minio" },
    { kind: "host", host: "redis", port: 6379 },
  ]);
  for (const text of ["10.0.0.0/33", "http://x", "10.0.0.0/", "a b", "host/8", "::/129"]) {
    expect(() => readDenyRules(text), text).toThrow(/must list addresses, networks or hosts by comma/);
  }
});

it("who is refused learns by which setting", async () => {
  const guard = openGuard({ denied: readDenyRules(), ownPorts: () => [], setting: "SKYLAB_EXAMPLE_DENY" });
  await expect(guard.check(new URL("http://169.254.169.254/"))).rejects.toThrow(
    "169.254.169.254 is not reached from here: SKYLAB_EXAMPLE_DENY tells what else is not.",
  );
});
