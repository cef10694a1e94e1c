import { isIP } from "node:net";

/** Where requests must not go. Without a port: to none there. */
export type DenyRule = (
  | { readonly kind: "network"; readonly address: string; readonly bits: number; readonly family: "ipv4" | "ipv6" }
  | { readonly kind: "host"; readonly host: string }
) & { readonly port?: number };

/** This network and link-local addresses, those of instance metadata among them, and those of nobody alone. */
const DEFAULT: readonly DenyRule[] = [
  // Connecting to it reaches this machine. https://www.iana.org/assignments/iana-ipv4-special-registry
  network("0.0.0.0", 8),
  // 169.254.169.254: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
  network("169.254.0.0", 16),
  // Alibaba Cloud's metadata.
  network("100.100.100.200", 32),
  network("224.0.0.0", 4),
  network("255.255.255.255", 32),
  network("::", 128),
  network("fe80::", 10),
  // 169.254.0.0/16 behind NAT64. https://www.rfc-editor.org/rfc/rfc6052#section-2.1
  network("64:ff9b::a9fe:0", 112),
  network("fd00:ec2::254", 128),
  network("ff00::", 8),
];

function network(address: string, bits: number): DenyRule {
  return { kind: "network", address, bits, family: isIP(address) === 6 ? "ipv6" : "ipv4" };
}

/** Reads a list of rules by comma. @throws Error whose message goes on after the setting's name */
export function readDenyRules(text = "default"): readonly DenyRule[] {
  const items = text.split(",").map((item) => item.trim());
  return items.filter((item) => item !== "").flatMap((item) => (item === "default" ? DEFAULT : [readRule(item)]));
}

/** The host of an engine: none of its ports, or its port alone where it is on this machine. */
export function denyEngine(url: string): DenyRule {
  const { hostname, port, protocol } = new URL(url);
  const rule = readRule(hostname);
  if (!/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) return rule;
  return { ...rule, port: Number(port || ENGINE_PORTS[protocol]) };
}

/** What URLs of engines mean that name no port. */
const ENGINE_PORTS: Readonly<Record<string, number>> = {
  "amqp:": 5672,
  "amqps:": 5671,
  "redis:": 6379,
  "rediss:": 6379,
  "http:": 80,
  "https:": 443,
};

function readRule(item: string): DenyRule {
  const { place = "", port } = /^(?<place>\[[^\]]+\]|[^:]*)(?::(?<port>\d{1,5}))?$/.exec(item)?.groups ?? bare(item);
  const at = port === undefined ? {} : { port: Number(port) };
  const [address = "", bits] = place.replace(/^\[(.*)\]$/, "$1").split("/", 2);
  if (isIP(address) !== 0) return { ...readNetwork(address, bits, item), ...at };
  if (bits !== undefined || !/^[a-z0-9_.-]+$/i.test(address)) throw unreadable(item);
  return { kind: "host", host: address.toLowerCase(), ...at };
}

/** One address where no bits say how many of it are the network's. */
function readNetwork(address: string, bits: string | undefined, item: string): DenyRule {
  const most = isIP(address) === 6 ? 128 : 32;
  const length = bits === undefined ? most : Number(bits);
  if ((bits !== undefined && !/^\d+$/.test(bits)) || length > most) throw unreadable(item);
  return network(address, length);
}

/** An IPv6 address without brackets has no port. */
const bare = (item: string): Readonly<Record<string, string | undefined>> => ({ place: item, port: undefined });

const unreadable = (item: string): Error =>
  new Error(`must list addresses, networks or hosts by comma, each with a port or without, not "${item}"`);
