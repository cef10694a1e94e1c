import type * as sdk from "@aws-sdk/client-s3";
import { invalidArgument, invalidRequest, malformedXml } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html */
const MOST_ROUTING_RULES = 50;

/** @throws AwsError InvalidArgument, InvalidRequest, MalformedXML */
export function checkWebsite(website: sdk.WebsiteConfiguration): void {
  if (website.RedirectAllRequestsTo !== undefined) {
    checkRedirectAll(website);
    return;
  }
  checkIndexDocument(website.IndexDocument);
  if (website.ErrorDocument !== undefined && !website.ErrorDocument.Key) throw malformedXml();
  const rules = website.RoutingRules;
  if (rules === undefined) return;
  if (rules.length === 0) throw malformedXml();
  if (rules.length > MOST_ROUTING_RULES) {
    throw invalidRequest(
      `The website configuration contains ${rules.length} routing rules. The maximum number is ${MOST_ROUTING_RULES}.`,
    );
  }
  for (const rule of rules) checkRoutingRule(rule);
}

function checkRedirectAll({ RedirectAllRequestsTo: redirect, ...others }: sdk.WebsiteConfiguration): void {
  if (Object.values(others).some((value) => value !== undefined)) {
    throw invalidArgument(
      "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
      "RedirectAllRequestsTo",
      "not null",
    );
  }
  if (!redirect?.HostName) throw malformedXml();
  checkProtocol(redirect.Protocol);
}

function checkIndexDocument(index: sdk.IndexDocument | undefined): void {
  if (index === undefined) {
    throw invalidArgument(
      "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
      "IndexDocument",
      "null",
    );
  }
  if (!index.Suffix || index.Suffix.includes("/")) {
    throw invalidArgument("The IndexDocument Suffix is not well formed", "IndexDocument", index.Suffix ?? "");
  }
}

function checkRoutingRule({ Condition: condition, Redirect: redirect }: sdk.RoutingRule): void {
  if (redirect === undefined) throw malformedXml();
  if (redirect.ReplaceKeyPrefixWith !== undefined && redirect.ReplaceKeyWith !== undefined) {
    throw invalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
  }
  if (condition !== undefined && Object.values(condition).every((value) => value === undefined)) {
    throw invalidRequest(
      "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
    );
  }
  checkProtocol(redirect.Protocol);
  const { HttpRedirectCode: redirectCode } = redirect;
  if (redirectCode !== undefined && (!/^3\d\d$/.test(redirectCode) || redirectCode === "300")) {
    throw invalidRequest(
      `The provided HTTP redirect code (${redirectCode}) is not valid. Valid codes are 3XX except 300.`,
    );
  }
  const errorCode = condition?.HttpErrorCodeReturnedEquals;
  if (errorCode !== undefined && !/^[45]\d\d$/.test(errorCode)) {
    throw invalidRequest(`The provided HTTP error code (${errorCode}) is not valid. Valid codes are 4XX or 5XX.`);
  }
}

function checkProtocol(protocol: string | undefined): void {
  if (protocol === undefined || protocol === "http" || protocol === "https") return;
  throw invalidRequest(
    "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
  );
}
