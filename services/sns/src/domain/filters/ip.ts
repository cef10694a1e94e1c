/** Addresses from the first to the last, each in hexadecimal: 8 digits of IPv4, 32 of IPv6. */
export type Network = { readonly first: string; readonly last: string };

const LARGEST_OCTET = 255;
const OCTET_DIGITS = 2;
const IPV6_GROUPS = 8;
const GROUP_DIGITS = 4;
const HEX_BASE = 16;
const BITS_IN_DIGIT = 4;
/** The longest address: eight groups and seven colons. A longer text needs no look. */
const MAX_ADDRESS_LETTERS = IPV6_GROUPS * GROUP_DIGITS + IPV6_GROUPS - 1;

/** What AWS takes for an address and not for a name: IPv6 with no dots and no zone. */
const LOOKS_LIKE_IPV4 = /^\d+\.\d+\.\d+\.\d+$/;
const LOOKS_LIKE_IPV6 = /^[\da-fA-F:]+$/;

export const looksLikeAddress = (text: string): boolean =>
  LOOKS_LIKE_IPV4.test(text) || (text.includes(":") && LOOKS_LIKE_IPV6.test(text));

/** An address in hexadecimal, so that two ways to write it are one; `undefined` where a text is none. */
export function parseAddress(text: string): string | undefined {
  if (text.length > MAX_ADDRESS_LETTERS) return undefined;
  const letter = text.charAt(0);
  // Most texts are no address: they are told by their first letter.
  if (letter !== ":" && !HEX_DIGIT.test(letter)) return undefined;
  if (LOOKS_LIKE_IPV4.test(text)) return parseIpv4(text);
  return text.includes(":") && LOOKS_LIKE_IPV6.test(text) ? parseIpv6(text) : undefined;
}

const HEX_DIGIT = /^[\da-fA-F]$/;

/** All octets in hexadecimal. */
const OCTETS = Array.from({ length: LARGEST_OCTET + 1 }, (_, octet) =>
  octet.toString(HEX_BASE).padStart(OCTET_DIGITS, "0"),
);

/** Reads four numbers and three dots, and them alone are in the text. */
function parseIpv4(text: string): string | undefined {
  let address = "";
  let octet = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (at < text.length && code !== DOT) {
      octet = octet * DECIMAL_BASE + code - ZERO;
    } else {
      const digits = OCTETS[octet];
      if (digits === undefined) return undefined;
      address += digits;
      octet = 0;
    }
  }
  return address;
}

const DOT = 46;
const ZERO = 48;
const DECIMAL_BASE = 10;

function parseIpv6(text: string): string | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], tail] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = IPV6_GROUPS - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const zeroes = Array.from({ length: missing }, () => "0");
  const groups = [...head, ...zeroes, ...(tail ?? [])];
  if (groups.some((group) => group === "" || group.length > GROUP_DIGITS)) return undefined;
  return groups.map((group) => group.toLowerCase().padStart(GROUP_DIGITS, "0")).join("");
}

/** Networks are as they say or none; the words are AWS's. */
export type NetworkResult = Network | { readonly problem: string };

/** Java's int: a mask outside of it is no number to AWS. */
const LARGEST_INT = 2 ** 31 - 1;

/** Reads `10.0.0.0/24`. A network of one address AWS does not take: an address itself is a value to compare with. */
export function parseCidr(text: string): NetworkResult {
  const parts = text.split("/");
  // Java's split leaves out what is empty at the end.
  while (parts.at(-1) === "") parts.pop();
  const [address = "", mask] = parts;
  if (mask === undefined || parts.length > 2) return { problem: "Malformed CIDR, one '/' required" };
  if (!/^[+-]?\d+$/.test(mask) || Math.abs(Number(mask)) > LARGEST_INT) {
    return { problem: "Malformed CIDR, mask bits must be an integer" };
  }
  const bits = Number(mask);
  if (bits < 0) return { problem: "Malformed CIDR, mask bits must not be negative" };
  if (!looksLikeAddress(address)) return { problem: `Nonstandard IP address: ${address}` };
  const digits = parseAddress(address);
  if (digits === undefined) return { problem: `Invalid IP address: ${address}` };
  const allBits = digits.length * BITS_IN_DIGIT;
  if (bits >= allBits) return { problem: `IPv${address.includes(":") ? 6 : 4} mask bits must be < ${allBits}` };
  return network(digits, bits);
}

function network(digits: string, bits: number): Network {
  const size = 1n << BigInt(digits.length * BITS_IN_DIGIT - bits);
  const first = (BigInt(`0x${digits}`) / size) * size;
  const written = (address: bigint): string => address.toString(HEX_BASE).padStart(digits.length, "0");
  return { first: written(first), last: written(first + size - 1n) };
}

/** The test whether texts are addresses in a network. */
export function networkTest({ first, last }: Network): (text: string) => boolean {
  return (text) => {
    const address = parseAddress(text);
    return address !== undefined && address.length === first.length && address >= first && address <= last;
  };
}
