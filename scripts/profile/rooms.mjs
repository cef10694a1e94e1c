// Which room of the house a sample of a CPU profile belongs to.

/** The first that a script's URL or a function's name fits; Node's other modules and native code count for whoever calls them. */
const ROOMS = [
  ["packages/service: frame, log line", /\/packages\/service\/dist\//],
  ["packages/protocol", /\/packages\/protocol\/dist\//],
  ["packages/auth, identity", /\/packages\/(?:auth|identity)\/dist\//],
  ["packages/queues", /\/packages\/queues\/dist\//],
  ["packages/records", /\/packages\/records\/dist\//],
  ["packages/aws", /\/packages\/aws\/dist\//],
  ["the service itself", /\/services\/[^/]+\/dist\//],
  ["lmdb", /\/node_modules\/(?:lmdb|msgpackr|ordered-binary|weak-lru-cache)\//],
  ["ioredis", /\/node_modules\/(?:ioredis|redis-[a-z]+|@ioredis|denque|standard-as-callback)\//],
  ["amqplib", /\/node_modules\/(?:amqplib|buffer-more-ints)\//],
  ["pino", /\/node_modules\/(?:pino|pino-[a-z-]+|sonic-boom|safe-stable-stringify|quick-format-unescaped)\//],
  ["prom-client", /\/node_modules\/(?:prom-client|tdigest|bintrees)\//],
  ["other libraries", /\/node_modules\//],
  ["node: crypto", /^node:internal\/crypto\//],
  [
    "node: http and sockets",
    /^node:(?:_http_|net$|http$|internal\/(?:http|streams\/|stream_base|net$|js_stream)|events$|stream)/,
  ],
];
const SOCKET_WRITES = /^(?:writev|writeBuffer|writeUtf8String|writeLatin1String|writeAsciiString)$/;
const CRYPTO = /^(?:Hash|Hmac|oneShotDigest|timingSafeEqual|randomFillSync)$/;
const ASIDE = { "(idle)": undefined, "(garbage collector)": "gc", "(program)": "node: event loop, system calls" };

/**
 * Each room's share of the samples in a window of microseconds, most first; idle ones left out. Samples are counted, not
 * their times: a process that waits for a core while others run is not at work.
 */
export function sharesOf(profile, { from, to }) {
  const roomOf = roomsOf(profile.nodes);
  const counts = new Map();
  let all = 0;
  let at = profile.startTime;
  for (const [index, id] of profile.samples.entries()) {
    at += profile.timeDeltas[index];
    const room = roomOf.get(id);
    if (at < from || at > to || room === undefined) continue;
    counts.set(room, (counts.get(room) ?? 0) + 1);
    all += 1;
  }
  return [...counts].map(([room, count]) => [room, count / all]).toSorted(([, a], [, b]) => b - a);
}

/** The rooms of all nodes of the tree, by their ids. */
function roomsOf(nodes) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const rooms = new Map();
  const visit = (node, above) => {
    const room = ownRoom(node.callFrame, above);
    rooms.set(node.id, room);
    for (const child of node.children ?? []) visit(byId.get(child), room);
  };
  visit(nodes[0], "node: event loop, system calls");
  return rooms;
}

function ownRoom({ functionName, url }, above) {
  if (Object.hasOwn(ASIDE, functionName)) return ASIDE[functionName];
  if (url === "" && SOCKET_WRITES.test(functionName)) return "node: socket writes";
  if (url === "" && CRYPTO.test(functionName)) return "node: crypto";
  return ROOMS.find(([, pattern]) => pattern.test(url))?.[0] ?? above;
}
