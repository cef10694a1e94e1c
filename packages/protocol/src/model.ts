/**
 * A service's API as packages/protocol/models/<name>.json holds it: names, types, HTTP and XML bindings from the
 * schemas of `@aws-sdk/client-*`, constraints and thrown errors from botocore's models. Written by `npm run models`.
 */
export type ServiceModel = {
  /** Our name for it, which is the signing name where it is unique: `sqs`, `dynamodb`, `apigatewayv2`. */
  readonly name: string;
  /** AWS's id, for example `SQS`, `API Gateway`. */
  readonly sdkId: string;
  /** For example `2012-11-05`. */
  readonly apiVersion: string;
  /** The Smithy namespace, the prefix of `__type` in JSON errors: `com.amazonaws.sqs`. */
  readonly namespace: string;
  /** The first is the one that the SDK for JavaScript speaks. */
  readonly protocols: readonly ProtocolName[];
  /** JSON services whose errors also carry the code of their former Query API. */
  readonly queryCompatible: boolean;
  /** The service in the credential scope: `sqs`, `execute-api`. */
  readonly signingName: string;
  /** The host prefix: `sqs`, `monitoring`. */
  readonly endpointPrefix: string;
  /** `X-Amz-Target` before the dot, on JSON services and in the path of rpcv2Cbor. */
  readonly targetPrefix?: string;
  /** The xmlns of XML answers, on services that give any. */
  readonly xmlNamespace?: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Names of the error shapes, all of which are in `shapes`. */
  readonly errors: readonly string[];
};

export type ProtocolName = "awsJson1_0" | "awsJson1_1" | "awsQuery" | "restJson1" | "restXml" | "rpcv2Cbor";

export type OperationModel = {
  readonly name: string;
  /** Shape names; an operation without one has an empty structure. */
  readonly input: string;
  readonly output: string;
  /** Names of the errors that it is documented to throw. */
  readonly errors: readonly string[];
  /** REST protocols; the RPC ones are `POST /`. */
  readonly http?: { readonly method: string; readonly uri: string; readonly status: number };
  /** Further Smithy traits that a codec needs (for example httpChecksum, s3UnwrappedXmlOutput). */
  readonly traits?: Traits;
};

export type Shape = StructureShape | ListShape | MapShape | SimpleShape;

export type StructureShape = {
  readonly type: "structure";
  readonly members: Readonly<Record<string, Member>>;
  /** Names of required members. */
  readonly required?: readonly string[];
  /** Exactly one member is present. */
  readonly union?: true;
  /** A union whose members are events of a stream. */
  readonly eventStream?: true;
  /** Error shapes: HTTP status, and the code that Query clients know it by. */
  readonly error?: { readonly fault: "client" | "server"; readonly status?: number; readonly queryCode?: string };
  readonly traits?: Traits;
};
export type ListShape = { readonly type: "list"; readonly member: Member; readonly traits?: Traits } & Constraints;
export type MapShape = {
  readonly type: "map";
  readonly key: Member;
  readonly value: Member;
  readonly traits?: Traits;
} & Constraints;
export type SimpleShape = {
  readonly type:
    | "string"
    | "boolean"
    | "integer"
    | "long"
    | "float"
    | "double"
    | "bigInteger"
    | "bigDecimal"
    | "blob"
    | "timestamp"
    | "document";
  /** `blob` only: the value is a stream. */
  readonly streaming?: true;
  readonly timestampFormat?: "date-time" | "http-date" | "epoch-seconds";
  readonly traits?: Traits;
} & Constraints;

/** What botocore's models say of a value; lengths are characters of strings, bytes of blobs, entries of lists and maps. */
export type Constraints = {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
};

/** A member points to a shape by name and may override its traits (HTTP and XML bindings, names). */
export type Member = { readonly shape: string; readonly traits?: Traits };

/** Smithy traits by the short names that the SDK's schemas use: `httpHeader`, `httpQuery`, `xmlName`, `xmlFlattened`, `jsonName` … */
export type Traits = Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>;
