import { BlockList, isIP, isIPv4 } from "node:net";

const IPV4_BITS = 32;
const IPV6_BITS = 128;

/**
 * Whether addresses are in a range: `203.0.113.0/24`, `2001:db8::/32`, or one address alone. `undefined` if the text is
 * no range. An IPv4 address is also found as IPv6 writes it: `::ffff:203.0.113.9`.
 */
export function addressRange(text: string): ((address: string) => boolean) | undefined {
  const [network = "", prefix] = text.split("/");
  const version = isIP(network);
  const size = version === 4 ? IPV4_BITS : IPV6_BITS;
  const bits = prefix === undefined ? size : Number(prefix);
  if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > size) return undefined;
  const range = new BlockList();
  range.addSubnet(network, bits, version === 4 ? "ipv4" : "ipv6");
  const isInIpv4 = version === 4 ? ipv4Range(network, bits) : undefined;
  return (address) => {
    // The block list costs some microseconds, and nearly every address is of IPv4.
    if (isInIpv4 && isIPv4(address)) return isInIpv4(address);
    return isIP(address) !== 0 && range.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  };
}

function ipv4Range(network: string, bits: number): (address: string) => boolean {
  // A shift by 32 is one by 0.
  const mask = bits === 0 ? 0 : -1 << (IPV4_BITS - bits);
  const wanted = numberOf(network) & mask;
  return (address) => (numberOf(address) & mask) === wanted;
}

/** The four bytes of an IPv4 address as one number. */
function numberOf(address: string): number {
  let [number, byte] = [0, 0];
  for (let index = 0; index <= address.length; index++) {
    const digit = address.charCodeAt(index) - ZERO;
    if (digit >= 0 && digit <= 9) {
      byte = byte * 10 + digit;
    } else {
      number = (number << 8) | byte;
      byte = 0;
    }
  }
  return number;
}
const ZERO = 48;
