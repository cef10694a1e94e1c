import { describe, expect, it } from "vitest";
import { applicationArn, endpointArn, parseEndpointArn, readApplicationArn, readEndpointArn } from "./arns.ts";

const place = { account: "123456789012", region: "eu-west-1" };
const application = { place, platform: "GCM", name: "shop" };
const endpoint = { application, id: "e1097da7-0f72-32e1-bb1e-8df05ad14443" };
const APPLICATION = "arn:aws:sns:eu-west-1:123456789012:app/GCM/shop";
const ENDPOINT = "arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/shop/e1097da7-0f72-32e1-bb1e-8df05ad14443";

describe("the ARNs of applications and endpoints", () => {
  it("are written and read as AWS writes them", () => {
    expect(applicationArn(application)).toBe(APPLICATION);
    expect(endpointArn(endpoint)).toBe(ENDPOINT);
    expect(readApplicationArn(APPLICATION)).toEqual(application);
    expect(readEndpointArn(ENDPOINT)).toEqual(endpoint);
    expect(parseEndpointArn(ENDPOINT)).toEqual(endpoint);
    expect(parseEndpointArn(APPLICATION)).toBeUndefined();
    expect(parseEndpointArn(`${ENDPOINT}/more`)).toBeUndefined();
  });

  it.each([
    ["shop", "An ARN must have at least 6 elements, not 1"],
    ["arn:aws:sns:eu-west-1:123456789012", "An ARN must have at least 6 elements, not 5"],
    ["arn:aws:sns:eu-west-1:123456789012:topic", "Wrong number of slashes in relative portion of the ARN."],
    [ENDPOINT, "Wrong number of slashes in relative portion of the ARN."],
  ])("refuses %s for an application in AWS's words", (arn, reason) => {
    expect(() => readApplicationArn(arn)).toThrow(`Invalid parameter: PlatformApplicationArn Reason: ${reason}`);
  });

  it.each([
    ["endpoint", "An ARN must have at least 6 elements, not 1"],
    [APPLICATION, "Wrong number of slashes in relative portion of the ARN."],
    [`${ENDPOINT}invalid`, "ARN specifies an invalid endpointId: UUID must be encoded in exactly 36 characters."],
  ])("refuses %s for an endpoint in AWS's words", (arn, reason) => {
    expect(() => readEndpointArn(arn)).toThrow(`Invalid parameter: EndpointArn Reason: ${reason}`);
  });

  it("name nothing where they are of another kind or service", () => {
    expect(readApplicationArn(APPLICATION.replace(":app/", ":apps/"))).toBeUndefined();
    expect(readEndpointArn(ENDPOINT.replace(":sns:", ":sqs:"))).toBeUndefined();
  });
});
