import type { Place } from "@skylab/aws";

/** What the URI of an integration of type AWS or AWS_PROXY names. */
export type AwsTarget =
  | { readonly kind: "function"; readonly functionArn: string }
  | {
      readonly kind: "service";
      readonly service: string;
      readonly region: string;
      readonly subdomain: string | undefined;
      readonly target: { readonly path: string } | { readonly action: string };
    };

const URI = /^arn:[^:]+:apigateway:([^:]*):(?:([^:]+)\.)?([^:.]+):(path|action)\/(.*)$/s;
const FUNCTION = /^(?:\d{4}-\d{2}-\d{2})\/functions\/(.+)\/(?:invocations|response-streaming-invocations)$/;

/** Reads `arn:aws:apigateway:REGION:[SUBDOMAIN.]SERVICE:path|action/…`; `undefined`: it is none. */
export function awsTarget(uri: string): AwsTarget | undefined {
  const [, region = "", subdomain, service = "", kind, rest = ""] = URI.exec(uri) ?? [];
  if (service === "") return undefined;
  const functionArn = service === "lambda" && kind === "path" ? FUNCTION.exec(rest)?.[1] : undefined;
  if (functionArn !== undefined) return { kind: "function", functionArn };
  const target = kind === "action" ? { action: rest } : { path: `/${rest.replace(/^\/+/, "")}` };
  return { kind: "service", service, region, subdomain, target };
}

/** Where AWS has a function invoked, as execution logs tell it. */
export const invocationUrl = ({ region }: Pick<Place, "region">, functionArn: string): string =>
  `https://lambda.${region}.amazonaws.com/2015-03-31/functions/${functionArn}/invocations`;

/** The function that the URI of an integration or an authorizer names, or that is named alone, by its ARN. */
export function functionArnOf(uri: string): string {
  const target = awsTarget(uri);
  return target?.kind === "function" ? target.functionArn : uri;
}
