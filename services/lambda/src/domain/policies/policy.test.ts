import { expect, it } from "vitest";
import { addStatement, MAX_POLICY_BYTES, removeStatement } from "./policy.ts";
import { functionStatement, layerStatement } from "./statement.ts";

const FUNCTION = { arn: "arn:aws:lambda:us-east-1:111122223333:function:f", region: "us-east-1" };

const permission = { StatementId: "s", Action: "lambda:InvokeFunction", FunctionName: "f" };

it("a service's permission is written as AWS writes it", () => {
  const statement = functionStatement(FUNCTION, {
    ...permission,
    StatementId: "s3",
    Principal: "s3.amazonaws.com",
    SourceArn: "arn:aws:s3:::bucket",
  });
  expect(addStatement(undefined, statement)).toBe(
    '{"Version":"2012-10-17","Id":"default","Statement":[{"Sid":"s3","Effect":"Allow",' +
      '"Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction",' +
      '"Resource":"arn:aws:lambda:us-east-1:111122223333:function:f",' +
      '"Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"}}}]}',
  );
});

const principalOf = (Principal: string): unknown => functionStatement(FUNCTION, { ...permission, Principal }).Principal;

it("an account is its root, a user is itself, and everybody is a star", () => {
  expect(principalOf("444455556666")).toEqual({ AWS: "arn:aws:iam::444455556666:root" });
  expect(principalOf("arn:aws:iam::444455556666:user/a/b")).toEqual({ AWS: "arn:aws:iam::444455556666:user/a/b" });
  expect(principalOf("alexa-appkit.amazon.com")).toEqual({ Service: "alexa-appkit.amazon.com" });
  expect(principalOf("*")).toBe("*");
});

it("what is no principal is refused in AWS's words", () => {
  for (const Principal of ["invalid.nonaws.com", "12345", "arn:aws:iam::444455556666:group/g", "amazonaws.com"]) {
    expect(() => functionStatement(FUNCTION, { ...permission, Principal })).toThrow(
      "The provided principal was invalid. Please check the principal and try again.",
    );
  }
});

it("all conditions of a permission stand in AWS's order", () => {
  const { Condition } = functionStatement(FUNCTION, {
    ...permission,
    Action: "lambda:InvokeFunctionUrl",
    Principal: "*",
    SourceArn: "arn:aws:s3:::bucket",
    SourceAccount: "111122223333",
    PrincipalOrgID: "o-1234567890",
    FunctionUrlAuthType: "NONE",
  });
  expect(JSON.stringify(Condition)).toBe(
    '{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE","aws:PrincipalOrgID":"o-1234567890",' +
      '"AWS:SourceAccount":"111122223333"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"}}',
  );
});

it("a permission may be for what comes by the function's URL", () => {
  expect(functionStatement(FUNCTION, { ...permission, Principal: "*", InvokedViaFunctionUrl: true }).Condition).toEqual(
    {
      Bool: { "lambda:InvokedViaFunctionUrl": "true" },
    },
  );
});

it("how a URL signs is a condition of its own action alone", () => {
  expect(() => functionStatement(FUNCTION, { ...permission, Principal: "*", FunctionUrlAuthType: "NONE" })).toThrow(
    "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action",
  );
});

it("a layer may be everybody's of an organization, and of nobody else's", () => {
  const layer = { StatementId: "s1", Action: "lambda:GetLayerVersion", OrganizationId: "o-1234567890" };
  expect(layerStatement(FUNCTION, { ...layer, Principal: "*" }).Condition).toEqual({
    StringEquals: { "aws:PrincipalOrgID": "o-1234567890" },
  });
  expect(() => layerStatement(FUNCTION, { ...layer, Principal: "444455556666" })).toThrow("organization");
});

const statement = (StatementId: string): ReturnType<typeof functionStatement> =>
  functionStatement(FUNCTION, { ...permission, StatementId, Principal: "*" });

it("a statement id is taken once", () => {
  expect(() => addStatement(addStatement(undefined, statement("a")), statement("a"))).toThrow(
    "The statement id (a) provided already exists. Please provide a new statement id, or remove the existing statement.",
  );
});

it("a policy is gone with its last statement", () => {
  const both = addStatement(addStatement(undefined, statement("a")), statement("b"));
  const one = removeStatement(both, "a");
  expect(one).toBe(addStatement(undefined, statement("b")));
  expect(removeStatement(one, "b")).toBeUndefined();
});

it("what is not there cannot be removed", () => {
  expect(() => removeStatement(undefined, "a")).toThrow("No policy is associated with the given resource.");
  expect(() => removeStatement(addStatement(undefined, statement("a")), "b")).toThrow(
    "Statement b is not found in resource policy.",
  );
});

it("a policy that was put as one statement without a list takes further ones", () => {
  const put = JSON.stringify({ Version: "2012-10-17", Statement: statement("a") });
  expect(JSON.parse(addStatement(put, statement("b")))).toMatchObject({ Statement: [{ Sid: "a" }, { Sid: "b" }] });
});

it("a policy of more than 20 KB is refused with its size", () => {
  let policy: string | undefined;
  const fill = (): void => {
    for (let at = 0; ; at++) policy = addStatement(policy, statement(`${at}`.padStart(100, "x")));
  };
  expect(fill).toThrow(/^The final policy size \(20\d{3}\) is bigger than the limit \(20480\)\.$/);
  expect(Buffer.byteLength(policy ?? "")).toBeLessThanOrEqual(MAX_POLICY_BYTES);
});
