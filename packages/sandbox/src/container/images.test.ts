import { describe, expect, it } from "vitest";
import { awsImageOf, readImages } from "./images.ts";

it.each([
  ["nodejs22.x", "public.ecr.aws/lambda/nodejs:22"],
  ["python3.12", "public.ecr.aws/lambda/python:3.12"],
  ["java21", "public.ecr.aws/lambda/java:21"],
  ["java8.al2", "public.ecr.aws/lambda/java:8.al2"],
  ["ruby3.3", "public.ecr.aws/lambda/ruby:3.3"],
  ["dotnet8", "public.ecr.aws/lambda/dotnet:8"],
  ["dotnetcore3.1", "public.ecr.aws/lambda/dotnet:core3.1"],
  ["go1.x", "public.ecr.aws/lambda/go:1"],
  ["provided.al2023", "public.ecr.aws/lambda/provided:al2023"],
  ["provided", "public.ecr.aws/lambda/provided:alami"],
])("%s runs in AWS's image %s", (runtime, image) => {
  expect(awsImageOf(runtime)).toBe(image);
});

it("a runtime that AWS never had has no image", () => {
  expect(awsImageOf("cobol85")).toBeUndefined();
});

describe("LAMBDA_RUNTIME_IMAGE_MAPPING", () => {
  it("is a name for all runtimes", () => {
    expect(readImages("registry.local/lambda-<runtime>:1")("python3.12")).toBe("registry.local/lambda-python3.12:1");
  });

  it("names the images of some runtimes, and AWS's are the others'", () => {
    const imageOf = readImages('{"python3.12": "mine/python"}');
    expect([imageOf("python3.12"), imageOf("java21")]).toEqual(["mine/python", "public.ecr.aws/lambda/java:21"]);
  });

  it.each(["mine/lambda", "{}", '{"python3.12": 1}', "[]"])("is not %s", (text) => {
    expect(() => readImages(text)).toThrow("must be an image's name with <runtime> in it");
  });
});
