import { expect, test } from "vitest";
import { serviceLinkedRole } from "./service-linked-role.ts";

test("a service that is not known gets a likely name, no policy, and a suffix if it is asked for", () => {
  expect(serviceLinkedRole("some-thing.new.amazonaws.com", "x")).toEqual({
    name: "AWSServiceRoleForSomeThingNew_x",
    policy: undefined,
    trustPolicy:
      '{"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"],"Effect":"Allow",' +
      '"Principal":{"Service":["some-thing.new.amazonaws.com"]}}]}',
  });
});

test("names of objects' own members are no services", () => {
  expect(serviceLinkedRole("constructor.amazonaws.com", undefined).name).toBe("AWSServiceRoleForConstructor");
});
