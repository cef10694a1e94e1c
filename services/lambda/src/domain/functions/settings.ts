import type { CreateFunctionRequest } from "@aws-sdk/client-lambda";

/** What may be set of a function, when it is made and later. */
export type Settings = Pick<
  CreateFunctionRequest,
  | "DeadLetterConfig"
  | "Description"
  | "Environment"
  | "EphemeralStorage"
  | "FileSystemConfigs"
  | "Handler"
  | "ImageConfig"
  | "KMSKeyArn"
  | "Layers"
  | "LoggingConfig"
  | "MemorySize"
  | "SnapStart"
  | "Timeout"
  | "TracingConfig"
  | "VpcConfig"
  | "CapacityProviderConfig"
  | "DurableConfig"
> & { readonly Role?: string | undefined; readonly Runtime?: string | undefined };
