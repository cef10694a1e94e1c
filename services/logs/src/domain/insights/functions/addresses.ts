// What it reads addresses by: nothing is sent.
// oxlint-disable-next-line no-restricted-imports
import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";
import { BoundedMap } from "@skylab/aws";
import { textOf } from "../values/value.ts";
import { exactly, type Functions, type QueryFunction } from "./function.ts";

const isAddress = (check: (text: string) => boolean): QueryFunction =>
  exactly(1, ([value]) => value !== undefined && check(textOf(value)));

type Family = "ipv4" | "ipv6";

type Subnet = { readonly family: Family; readonly addresses: BlockList };

/** Of queries that run: they hardly name more. */
const MOST_SUBNETS = 100;

const subnets = new BoundedMap<string, Subnet | undefined>(MOST_SUBNETS);

function readSubnet(subnet: string): Subnet | undefined {
  const [, address = "", length = ""] = /^([\da-fA-F.:]+)\/(\d{1,3})$/.exec(subnet) ?? [];
  const family = isIPv4(address) ? "ipv4" : "ipv6";
  const bits = Number(length);
  if (length === "" || isIP(address) === 0 || bits > (family === "ipv4" ? IPV4_BITS : IPV6_BITS)) return undefined;
  const addresses = new BlockList();
  addresses.addSubnet(address, bits, family);
  return { family, addresses };
}

const IPV4_BITS = 32;
const IPV6_BITS = 128;

/** Whether an address is in a subnet of one of these families. */
const isInSubnet = (...families: readonly Family[]): QueryFunction =>
  exactly(2, ([value, asked]) => {
    if (value === undefined || asked === undefined) return false;
    const written = textOf(asked);
    const subnet = subnets.get(written, () => readSubnet(written));
    const address = textOf(value);
    const family = familyOf(address);
    if (subnet === undefined || family !== subnet.family || !families.includes(family)) return false;
    return subnet.addresses.check(address, family);
  });

function familyOf(address: string): Family | undefined {
  if (isIPv4(address)) return "ipv4";
  return isIPv6(address) ? "ipv6" : undefined;
}

export const ADDRESS_FUNCTIONS: Functions = {
  isvalidip: isAddress((text) => isIP(text) !== 0),
  isvalidipv4: isAddress(isIPv4),
  isvalidipv6: isAddress(isIPv6),
  isipinsubnet: isInSubnet("ipv4", "ipv6"),
  isipv4insubnet: isInSubnet("ipv4"),
  isipv6insubnet: isInSubnet("ipv6"),
};
