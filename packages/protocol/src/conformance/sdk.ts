import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import type { ProtocolName, ServiceModel } from "../model.ts";
import type { ModelName } from "../models.ts";
import type { Values } from "../wire.ts";
import type { SdkRequest } from "./sdk-request.ts";

const MODULES: Readonly<Record<ModelName, () => Promise<Sdk>>> = {
  apigateway: () => import("@aws-sdk/client-api-gateway"),
  apigatewaymanagementapi: () => import("@aws-sdk/client-apigatewaymanagementapi"),
  apigatewayv2: () => import("@aws-sdk/client-apigatewayv2"),
  cloudformation: () => import("@aws-sdk/client-cloudformation"),
  cloudwatch: () => import("@aws-sdk/client-cloudwatch"),
  dynamodb: () => import("@aws-sdk/client-dynamodb"),
  "dynamodb-streams": () => import("@aws-sdk/client-dynamodb-streams"),
  events: () => import("@aws-sdk/client-eventbridge"),
  iam: () => import("@aws-sdk/client-iam"),
  kinesis: () => import("@aws-sdk/client-kinesis"),
  kms: () => import("@aws-sdk/client-kms"),
  lambda: () => import("@aws-sdk/client-lambda"),
  logs: () => import("@aws-sdk/client-cloudwatch-logs"),
  s3: () => import("@aws-sdk/client-s3"),
  scheduler: () => import("@aws-sdk/client-scheduler"),
  secretsmanager: () => import("@aws-sdk/client-secrets-manager"),
  sns: () => import("@aws-sdk/client-sns"),
  sqs: () => import("@aws-sdk/client-sqs"),
  ssm: () => import("@aws-sdk/client-ssm"),
  states: () => import("@aws-sdk/client-sfn"),
  sts: () => import("@aws-sdk/client-sts"),
};

/** What a module of the SDK exports, as far as it is needed here. */
export type Sdk = Readonly<Record<string, unknown>>;
export type Class = new (argument: unknown) => object;
export type Client = { readonly send: (operation: string, input: Values) => Promise<Values> };

/** The SDK's module for a service. */
export const loadSdk = (name: ModelName): Promise<Sdk> => MODULES[name]();

/** A class that the SDK exports. */
export function classOf(sdk: Sdk, name: string): Class {
  const found = sdk[name];
  if (!isClass(found)) throw new Error(`The SDK has no class ${name}.`);
  return found;
}

const isClass = (value: unknown): value is Class => typeof value === "function";

type ClientOptions = {
  readonly protocol: ProtocolName;
  readonly model: ServiceModel;
  readonly handle: (request: SdkRequest) => Promise<{ response: unknown }>;
};

/** A client that sends once, to `handle`, in the given protocol. */
export function createClient(sdk: Sdk, { protocol, model, handle }: ClientOptions): Client {
  const ClientClass = classOf(sdk, clientName(sdk));
  const config = {
    region: "us-east-1",
    endpoint: "http://localhost:4566",
    credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
    disableHostPrefix: true,
    forcePathStyle: true,
    requestHandler: { handle },
    // SQS's client compares the checksums of bodies, which samples do not have.
    ...(model.name === "sqs" && { md5: false }),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  };
  const client = new ClientClass({ ...config, ...protocolSettings(new ClientClass(config), protocol, model) });
  return {
    send: async (operation, input) => {
      const Command = classOf(sdk, `${operation}Command`);
      const { $metadata: _metadata, ...output } = await sendOf(client)(new Command(input));
      return output;
    },
  };
}

const clientName = (sdk: Sdk): string => {
  const name = Object.keys(sdk).find((key) => key.endsWith("Client") && key !== "__Client");
  if (name === undefined) throw new Error("The SDK's module has no client.");
  return name;
};

const OTHER_PROTOCOLS: ReadonlyMap<ProtocolName, unknown> = new Map<ProtocolName, unknown>([
  ["awsQuery", AwsQueryProtocol],
  ["rpcv2Cbor", AwsSmithyRpcV2CborProtocol],
]);

/** Makes the client speak a protocol that is not its own. */
function protocolSettings(client: object, protocol: ProtocolName, model: ServiceModel): object {
  if (protocol === model.protocols[0]) return {};
  const { config } = client as { config: { protocolSettings: object } }; // Every client of the SDK has it.
  const settings = { ...config.protocolSettings, xmlNamespace: model.xmlNamespace, version: model.apiVersion };
  return { protocol: OTHER_PROTOCOLS.get(protocol), protocolSettings: settings };
}

function sendOf(client: object): (command: object) => Promise<Values> {
  const { send } = client as { send: (command: object) => Promise<Values> }; // Every client of the SDK has it.
  return send.bind(client);
}
