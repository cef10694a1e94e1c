import { type Codec, createCodec, loadModel, MODEL_NAMES, type ModelName } from "@skylab/protocol";
import type { ServiceRequest } from "./integration.ts";

/** An API of AWS's, as requests of integrations speak it. */
export type ServiceApi = { readonly codec: Codec; readonly name: ModelName };

/** By the host that an integration names: `sqs`, `streams.dynamodb`. */
const known = new Map<string, ServiceApi>();

/** The API that an integration names, and what stands in front of it; `undefined`: Skylab knows nothing of it. */
export function serviceApi({
  service,
  subdomain,
}: Pick<ServiceRequest, "service" | "subdomain">): ServiceApi | undefined {
  // `streams` belongs to the name, a bucket does not.
  return (subdomain === undefined ? undefined : apiAt(`${subdomain}.${service}`)) ?? apiAt(service);
}

function apiAt(host: string): ServiceApi | undefined {
  const found = known.get(host) ?? findApi(host);
  if (found !== undefined) known.set(host, found);
  return found;
}

/** Names that integrations have for what we call otherwise. */
const OTHER_NAMES: ReadonlyMap<string, ModelName> = new Map([
  ["monitoring", "cloudwatch"],
  ["streams.dynamodb", "dynamodb-streams"],
]);

function findApi(host: string): ServiceApi | undefined {
  const name = OTHER_NAMES.get(host) ?? MODEL_NAMES.find((each) => each === host);
  return name === undefined ? undefined : { name, codec: createCodec(loadModel(name)) };
}
