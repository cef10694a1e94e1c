import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { pid } from "node:process";
import { expect, onTestFinished } from "vitest";
import { attempting, did, type HostileOptions, itHoldsAgainst } from "./attack.ts";
import { answerOf } from "./under-test.ts";

/** Going where it has no business to be. */
export function describeIntrusion(options: HostileOptions): void {
  itHoldsAgainst("read files of the product", options, async (host) => {
    const path = join(host.folder, "secret");
    await writeFile(path, "secret", { mode: 0o600 });
    return did(host, attempting("fs.readFileSync(event.path)"), { path });
  });

  itHoldsAgainst("read the product's environment (`/proc/<pid>/environ`)", options, (host) =>
    did(host, attempting("fs.readFileSync(`/proc/${event.pid}/environ`).length > 0"), { pid }),
  );

  itHoldsAgainst("kill, or look into, processes of the product", options, async (host) => {
    const victim = process();
    const code = attempting('process.kill(event.pid, "SIGTERM")');
    const could = await did(host, code, { pid: victim.pid });
    const canLook = await did(host, attempting("fs.openSync(`/proc/${event.pid}/mem`)"), { pid: victim.pid });
    await expect.poll(() => victim.signalCode).toBe(could ? "SIGTERM" : null);
    return could || canLook;
  });

  itHoldsAgainst("read another function's code", options, async (host) => {
    const { code } = await host.functionOf("export const secret = 1;");
    const path = code.kind === "folder" ? code.path : "";
    return did(host, attempting("fs.readFileSync(event.path + '/index.mjs')"), { path });
  });

  itHoldsAgainst("read another function's /tmp", options, async (host) => {
    const { path } = await answerOf(
      host,
      `import * as fs from "node:fs"; import { tmpdir } from "node:os";
       export const handler = async () => { fs.writeFileSync(tmpdir() + "/secret", "1"); return { path: tmpdir() + "/secret" }; };`,
    );
    return did(host, attempting("fs.readFileSync(event.path)"), { path });
  });

  itHoldsAgainst("change its own code", options, (host) =>
    did(host, attempting("fs.writeFileSync(process.env.LAMBDA_TASK_ROOT + '/index.mjs', '') ?? true")),
  );

  itHoldsAgainst("speak to another environment's Runtime API", options, async (host) => {
    await answerOf(host, "export const handler = async () => ({});");
    return did(host, attempting(ANY_OTHER_SOCKET));
  });

  itHoldsAgainst("answer another request than its own", options, async (host) => {
    const victim = await host.functionOf("export const handler = async () => ({ mine: true });");
    const requestId = "5f1f4a2e-0000-4000-8000-000000000000";
    const forging = did(host, attempting(FORGE), { requestId });
    const { payload } = await host.invoke(victim, {}, { requestId });
    expect(Buffer.from(payload).toString()).toBe('{"mine":true}');
    return forging;
  });

  itHoldsAgainst("reach ports of the machine (Redis, RabbitMQ, MinIO)", options, async (host) => {
    const server = createServer((socket) => socket.end("hello"));
    await listening(server.listen(0));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const hosts = ["127.0.0.1", ...outerAddresses()];
    return did(host, attempting(`Promise.any(event.hosts.map((host) => ${connects("host, port: event.port")}))`), {
      hosts,
      port,
    });
  });

  itHoldsAgainst("reach sockets of the machine (Docker's)", options, async (host) => {
    const path = join(host.folder, "open.sock");
    const server = createServer((socket) => socket.end("hello"));
    await listening(server.listen(path));
    await chmod(path, 0o777);
    return did(host, attempting(connects("path: event.path")), { path });
  });

  // Where the machine itself has no network, nobody reaches one.
  if (outerAddresses().length > 0) {
    itHoldsAgainst("reach any network, the metadata address among it", options, (host) =>
      did(
        host,
        attempting(
          "Object.values(networkInterfaces()).flat().some(({ internal }) => !internal)",
          'import { networkInterfaces } from "node:os";',
        ),
      ),
    );
  }
}

/** Whatever is among the folders of environments but in its own. */
const ANY_OTHER_SOCKET = `(() => {
  const own = process.env.SKYLAB_SOCKETS;
  const others = fs.readdirSync(dirname(own)).filter((name) => !own.endsWith(name));
  return Promise.any(others.map((name) => new Promise((resolve, reject) =>
    net.connect({ path: dirname(own) + "/" + name + "/api.sock" }).on("connect", () => resolve(true)).on("error", reject))));
})()`;

/** Answers by its own Runtime API, again and again, until the victim must have been answered. */
const FORGE = `(async () => {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const url = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/invocation/" + event.requestId + "/response";
    const { status } = await fetch(url, { method: "POST", body: '{"forged":true}' });
    if (status < 400) return true;
  }
})()`;

const connects = (where: string): string =>
  `new Promise((resolve, reject) => net.connect({ ${where} }).on("connect", () => resolve(true)).on("error", reject))`;

const outerAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flat()
    .flatMap((address) =>
      address === undefined || address.internal || address.family !== "IPv4" ? [] : [address.address],
    );

/** A process of this user's that does nothing. */
function process(): ChildProcess {
  const child = spawn("sleep", ["1000"], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function listening(server: Server): Promise<void> {
  onTestFinished(() => void server.close());
  await once(server, "listening");
}
