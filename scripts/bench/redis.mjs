// What the Redis at REDIS_URL says of itself.
import { once } from "node:events";
import { createConnection } from "node:net";

/** Megabytes of its data and what it needs for them. */
export const redisMemory = async () => (await info("memory", "used_memory")) / 1024 ** 2;

/** Microseconds of CPU that it has used. */
export const redisCpu = async () =>
  ((await info("cpu", "used_cpu_user")) + (await info("cpu", "used_cpu_sys"))) * 1_000_000;

async function info(section, name) {
  const { hostname, port } = new URL(process.env.REDIS_URL);
  const socket = createConnection({ host: hostname, port: Number(port || 6379) });
  socket.end(`INFO ${section}\r\nQUIT\r\n`);
  let text = "";
  socket.on("data", (chunk) => (text += chunk));
  await once(socket, "close");
  return Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(text)[1]);
}
