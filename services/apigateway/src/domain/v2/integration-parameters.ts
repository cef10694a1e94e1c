import { badRequest } from "../errors.ts";
import { invalidMapping } from "./errors.ts";
import type { StoredV2Integration } from "./snapshot.ts";

/** What of a request or its answer HTTP APIs change: `append:header.name`, `overwrite:path`. */
const REQUEST = /^(?:(?:append|overwrite|remove):(?:header|querystring)\.\S+|overwrite:path)$/;
const RESPONSE = /^(?:(?:append|overwrite|remove):header\.\S+|overwrite:statuscode)$/;

/**
 * What no mapping may touch, in lower case; a star stands for whatever is behind.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html#http-api-mapping-reserved-headers
 */
const RESERVED =
  /^(?:access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-amz-.*|x-amzn-.*|x-forwarded-for|x-forwarded-host|x-forwarded-proto|via)$/;

/** In words that nobody recorded from AWS. @throws AwsError BadRequestException */
function checkHeaders(keys: readonly string[]): void {
  for (const key of keys) {
    const [, header = ""] = /^\w+:header\.(.+)$/.exec(key.toLowerCase()) ?? [];
    if (RESERVED.test(header)) throw invalid(`Operations on header ${header} are restricted`);
  }
}

/** Statuses whose answers can be changed. */
const STATUS = /^[2-5]\d\d$/;

/** @throws AwsError BadRequestException https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html */
export function checkParameters({ RequestParameters = {}, ResponseParameters = {} }: StoredV2Integration): void {
  const request = Object.keys(RequestParameters).find((key) => !REQUEST.test(key));
  if (request !== undefined) throw invalid(`Invalid Request Actioned Parameter destination specified: ${request}`);
  checkHeaders(Object.keys(RequestParameters));
  for (const [status, parameters] of Object.entries(ResponseParameters)) {
    if (!STATUS.test(status)) throw invalid(`Status Code ${status} is not valid.`);
    const response = Object.keys(parameters).find((key) => !RESPONSE.test(key));
    if (response !== undefined) throw invalid(`Invalid Response Actioned Parameter destination specified: ${response}`);
    checkHeaders(Object.keys(parameters));
  }
}

const invalid = (problem: string) => badRequest(invalidMapping(problem));
