import type * as sdk from "@aws-sdk/client-s3";
import { invalidRequest, malformedXml } from "../errors.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html

const MOST_RULES = 100;

const MAX_ID_LENGTH = 255;

const METHODS: ReadonlySet<string> = new Set(["GET", "PUT", "HEAD", "POST", "DELETE"]);

/** @throws AwsError MalformedXML, InvalidRequest */
export function checkCors({ CORSRules: rules = [] }: sdk.CORSConfiguration): void {
  if (rules.length === 0) throw malformedXml();
  if (rules.length > MOST_RULES) {
    throw invalidRequest(`The number of CORS rules should not exceed allowed limit of ${MOST_RULES} rules.`);
  }
  for (const rule of rules) checkRule(rule);
}

function checkRule(rule: sdk.CORSRule): void {
  const { AllowedMethods: methods = [], AllowedOrigins: origins = [] } = rule;
  if (methods.length === 0 || origins.length === 0) throw malformedXml();
  if ((rule.ID ?? "").length > MAX_ID_LENGTH)
    throw invalidRequest(`ID length should not exceed allowed limit of ${MAX_ID_LENGTH}`);
  const unknown = methods.find((method) => !METHODS.has(method));
  if (unknown !== undefined) {
    throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
  }
  checkWildcards("AllowedOrigin", origins);
  checkWildcards("AllowedHeader", rule.AllowedHeaders ?? []);
  const exposed = rule.ExposeHeaders?.find((header) => header.includes("*"));
  if (exposed !== undefined) {
    throw invalidRequest(
      `ExposeHeader "${exposed}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
    );
  }
}

function checkWildcards(element: string, values: readonly string[]): void {
  const wild = values.find((value) => value.indexOf("*") !== value.lastIndexOf("*"));
  if (wild !== undefined) throw invalidRequest(`${element} "${wild}" can not have more than one wildcard.`);
}
