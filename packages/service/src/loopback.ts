/** Names that mean this machine wherever they are asked for; LocalStack's public names point to 127.0.0.1, too. */
const LOOPBACK_NAMES = ["localhost", "localhost.localstack.cloud"];

/** Whether an address is of this machine: 127.0.0.0/8 or ::1. */
export const isLoopbackAddress = (address: string): boolean =>
  address === "::1" || /^127(?:\.\d{1,3}){3}$/.test(address);

/** Whether a host name, without its port, means this machine: `localhost`, `sqs.localhost`, `127.0.0.1`, `[::1]`. */
export function isLoopbackName(name: string): boolean {
  const bare = name.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  return isLoopbackAddress(bare) || LOOPBACK_NAMES.some((known) => bare === known || bare.endsWith(`.${known}`));
}

/** The name in a Host header, without the port. */
export const hostName = (host: string): string => host.replace(/:\d+$/, "");
