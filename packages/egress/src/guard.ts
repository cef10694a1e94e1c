import { lookup as resolve, type LookupAddress, type LookupOptions } from "node:dns";
import { lookup } from "node:dns/promises";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { networkInterfaces } from "node:os";
import { BoundedMap, remember } from "@skylab/aws";
import type { DenyRule } from "./deny-rules.ts";

/** Where requests that users have a service make must not go. */
export type EgressRules = {
  readonly denied: readonly DenyRule[];
  /** Ports of this machine that are Skylab's own. */
  readonly ownPorts: () => readonly number[];
  /** Which setting tells the rest: `SKYLAB_SNS_HTTP_DENY`. */
  readonly setting: string;
};

/**
 * Keeps requests from places where they must not go. Addresses are judged when a connection is made, after the name was
 * resolved: what a name says later changes nothing.
 */
export type Guard = {
  /** What resolves the names of connections to this port; fails where they lead to a denied place. */
  readonly lookupFor: (port: number) => LookupFunction;
  /** Rejects where the URL names a denied place without any name to resolve. */
  readonly check: (url: URL) => Promise<void>;
};

/** A connection that was refused before it was made. */
export class DeniedError extends Error {
  constructor(place: string, setting: string) {
    super(`${place} is not reached from here: ${setting} tells what else is not.`);
    this.name = "DeniedError";
  }
}

/** Opens what every connection of such requests asks first. */
export function openGuard({ denied: rules, ownPorts, setting }: EgressRules): Guard {
  const isDenied = judge(rules, ownPorts);
  return {
    lookupFor: (port) => (hostname, options, answer) => {
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) return answer(error, []);
        deniedOf(addresses, port, isDenied).then(
          (denied) => {
            if (denied !== undefined) return answer(new DeniedError(`${hostname}:${port}`, setting), []);
            answerAs(options, addresses, answer);
          },
          (failure: unknown) => answer(failure instanceof Error ? failure : new Error(String(failure)), []),
        );
      });
    },
    check: async (url) => {
      const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
      const port = portOf(url);
      const isNamed = rules.some((rule) => rule.kind === "host" && rule.host === host && isAt(rule, port));
      if (isNamed || (isIP(host) !== 0 && (await isDenied(host, port)))) throw new DeniedError(url.host, setting);
    },
  };
}

/** The port that a URL means. */
export const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === "https:" ? 443 : 80));

type IsDenied = (address: string, port: number) => Promise<boolean>;

function judge(rules: readonly DenyRule[], ownPorts: () => readonly number[]): IsDenied {
  const networks = rules.flatMap((rule) => (rule.kind === "network" ? [{ rule, list: listOf(rule) }] : []));
  const hosts = rules.filter((rule) => rule.kind === "host");
  const addressesOf = resolver();
  return async (address, port) => {
    if (ownPorts().includes(port) && isThisMachine(address)) return true;
    if (networks.some(({ rule, list }) => isAt(rule, port) && isIn(list, address))) return true;
    for (const rule of hosts) {
      if (isAt(rule, port) && isIn(await addressesOf(rule.host), address)) return true;
    }
    return false;
  };
}

const isAt = ({ port }: DenyRule, asked: number): boolean => port === undefined || port === asked;

function listOf({ address, bits, family }: Extract<DenyRule, { readonly kind: "network" }>): BlockList {
  const list = new BlockList();
  list.addSubnet(address, bits, family);
  return list;
}

/** An IPv4 address that is written as an IPv6 one is the same address; the list knows that. */
const isIn = (list: BlockList, address: string): boolean =>
  list.check(withoutZone(address), isIP(address) === 6 ? "ipv6" : "ipv4");

/** `fe80::1%eth0` */
const withoutZone = (address: string): string => address.split("%", 1)[0] ?? address;

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

function isThisMachine(address: string): boolean {
  if (isIn(LOOPBACK, address)) return true;
  const own = new BlockList();
  for (const { address: each, family } of Object.values(networkInterfaces()).flatMap((known) => known ?? [])) {
    own.addAddress(withoutZone(each), family === "IPv6" ? "ipv6" : "ipv4");
  }
  return isIn(own, address);
}

/** Hosts of rules have the addresses of engines, which move only when they are started anew. */
const RESOLVED_FOR_MS = 10_000;
const MOST_HOSTS = 100;

/** The addresses of hosts; one that cannot be resolved has none, and nobody reaches it. */
function resolver(): (host: string) => Promise<BlockList> {
  let known = new BoundedMap<string, Promise<BlockList>>(MOST_HOSTS);
  let since = performance.now();
  return (host) => {
    if (performance.now() - since > RESOLVED_FOR_MS) {
      known = new BoundedMap(MOST_HOSTS);
      since = performance.now();
    }
    return remember(known, host, async () => {
      const list = new BlockList();
      const found = await lookup(host, { all: true }).catch(() => []);
      for (const { address, family } of found) list.addAddress(withoutZone(address), family === 6 ? "ipv6" : "ipv4");
      return list;
    });
  };
}

async function deniedOf(
  addresses: readonly LookupAddress[],
  port: number,
  isDenied: IsDenied,
): Promise<string | undefined> {
  for (const { address } of addresses) if (await isDenied(address, port)) return address;
  return undefined;
}

/** In the form in which it was asked for: all addresses, or one. */
function answerAs(options: LookupOptions, addresses: LookupAddress[], answer: Parameters<LookupFunction>[2]): void {
  const [first] = addresses;
  if (options.all) answer(null, addresses);
  else answer(null, first?.address ?? "", first?.family);
}
