/** The name of a host below which APIs are, as whoever asks can reach it: `a1b2c3d4e5.execute-api.localhost:4566`. */
export function executeApiHost(label: string, endpoint: string): string {
  const { hostname, port } = new URL(endpoint);
  // No label stands before an address.
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  const host = isAddress ? "localhost" : hostname.replace(SERVICE_LABELS, "");
  return `${label}.execute-api.${host}${port === "" ? "" : `:${port}`}`;
}

/** Who asks `apigateway.us-east-1.localhost…` is answered a host beside it, not below. */
const SERVICE_LABELS = /^apigateway\.(?:[a-z]+(?:-[a-z]+)+-\d\.)?/;
