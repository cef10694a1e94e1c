import { NormalizedSchema } from "@smithy/core/schema";
import { createShapeCollector, keptTraits } from "./shapes.mjs";

const SDK_PROTOCOLS = new Map([
  ["AwsJson1_0Protocol", "awsJson1_0"],
  ["AwsJson1_1Protocol", "awsJson1_1"],
  ["AwsQueryProtocol", "awsQuery"],
  ["AwsRestJsonProtocol", "restJson1"],
  ["AwsRestXmlProtocol", "restXml"],
  ["S3RestXmlProtocol", "restXml"],
  ["AwsSmithyRpcV2CborProtocol", "rpcv2Cbor"],
  ["SmithyRpcV2CborProtocol", "rpcv2Cbor"],
]);
/** The first item of the SDK's static schemas tells their kind. */
const OPERATION = 9;
const ERROR = -3;

/** A ServiceModel (packages/protocol/src/model.ts) of an SDK module and the botocore model of the same service. */
export function buildModel(service, sdk, botocore) {
  const { protocol, protocolSettings: settings, serviceId } = configOf(sdk);
  const { metadata } = botocore;
  const schemas = Object.entries(sdk).filter(([name, value]) => name.endsWith("$") && Array.isArray(value));
  const { shapes, collect } = createShapeCollector(botocore.shapes);
  const errors = collectErrors(schemas, settings.defaultNamespace, collect);
  const operations = {};
  for (const [, schema] of schemas.filter(([, value]) => value[0] === OPERATION).toSorted(byName)) {
    operations[schema[2]] = describeOperation(schema, { botocore, errors, collect });
  }
  return {
    name: service.name,
    sdkId: serviceId,
    apiVersion: settings.version ?? metadata.apiVersion,
    namespace: service.namespace ?? settings.defaultNamespace,
    protocols: protocolsOf(protocol, metadata),
    queryCompatible: settings.awsQueryCompatible === true,
    signingName: metadata.signingName ?? metadata.endpointPrefix,
    endpointPrefix: metadata.endpointPrefix,
    ...(metadata.targetPrefix && { targetPrefix: settings.serviceTarget }),
    ...xmlNamespaceOf(settings, metadata),
    operations,
    shapes: Object.fromEntries(Object.entries(shapes).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    errors,
  };
}

const byName = ([, a], [, b]) => (a[2] < b[2] ? -1 : 1);

function configOf(sdk) {
  const [, Client] = Object.entries(sdk).find(([name]) => name.endsWith("Client") && name !== "__Client");
  return new Client({ region: "us-east-1" }).config;
}

function collectErrors(schemas, namespace, collect) {
  const found = schemas.filter(([, value]) => value[0] === ERROR && value[1] === namespace).toSorted(byName);
  return found.map(([, schema]) => collect(NormalizedSchema.of(schema), schema[2]));
}

function describeOperation([, , name, traits, input, output], { botocore, errors, collect }) {
  const known = botocore.operations[name];
  const { http, ...others } = typeof traits === "object" ? traits : {};
  const kept = keptTraits(others);
  return {
    name,
    input: collect(NormalizedSchema.of(input), known?.input?.shape),
    output: collect(NormalizedSchema.of(output), known?.output?.shape),
    errors: (known?.errors ?? []).map(({ shape }) => shape).filter((shape) => errors.includes(shape)),
    ...(http && { http: { method: http[0], uri: http[1], status: http[2] } }),
    ...(kept && { traits: kept }),
  };
}

/** What the SDK speaks first, then what botocore knows besides, then the Query API that a compatible service came from. */
function protocolsOf(protocol, metadata) {
  const names = new Set([SDK_PROTOCOLS.get(protocol.constructor.name)]);
  const botocoreNames = {
    json: `awsJson${(metadata.jsonVersion ?? "1.1").replace(".", "_")}`,
    query: "awsQuery",
    "rest-json": "restJson1",
    "rest-xml": "restXml",
    "smithy-rpc-v2-cbor": "rpcv2Cbor",
  };
  for (const name of metadata.protocols ?? [metadata.protocol]) names.add(botocoreNames[name]);
  if (metadata.awsQueryCompatible) names.add("awsQuery");
  if (names.has(undefined)) throw new Error(`${metadata.serviceId} speaks a protocol that is not known here.`);
  return [...names];
}

/** Only XML answers bear one. A query-compatible JSON service has lost its own: SQS's has been this since 2008. */
function xmlNamespaceOf(settings, metadata) {
  const xml = ["query", "rest-xml"].includes(metadata.protocol) || metadata.awsQueryCompatible;
  if (!xml) return {};
  const own = settings.xmlNamespace ?? metadata.xmlNamespace;
  return { xmlNamespace: own ?? `http://queue.amazonaws.com/doc/${metadata.apiVersion}/` };
}
