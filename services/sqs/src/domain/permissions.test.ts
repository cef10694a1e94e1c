import { describe, expect, it } from "vitest";
import { addPermission, type Permission, removePermission } from "./permissions.ts";

const QUEUE = { place: { account: "000000000000", region: "us-east-1" }, name: "orders" };
const ARN = "arn:aws:sqs:us-east-1:000000000000:orders";
const permission = (more: Partial<Permission> = {}): Permission => ({
  label: "a",
  accounts: ["111122223333"],
  actions: ["SendMessage"],
  ...more,
});

describe("adding a permission", () => {
  it("makes a policy as AWS writes it, lists of one as their element", () => {
    expect(JSON.parse(addPermission(undefined, QUEUE, permission()))).toEqual({
      Version: "2008-10-17",
      Id: `${ARN}/SQSDefaultPolicy`,
      Statement: [
        {
          Sid: "a",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "SQS:SendMessage",
          Resource: ARN,
        },
      ],
    });
  });

  it("adds a statement to a policy", () => {
    const accounts = ["111122223333", "444455556666"];
    const policy = addPermission(undefined, QUEUE, permission());
    const { Statement } = JSON.parse(
      addPermission(policy, QUEUE, permission({ label: "b", accounts, actions: ["*", "PurgeQueue"] })),
    );
    expect(Statement).toHaveLength(2);
    expect(Statement[1]).toMatchObject({
      Principal: { AWS: ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"] },
      Action: ["SQS:*", "SQS:PurgeQueue"],
    });
  });

  it("twice changes nothing, and another one cannot have its label", () => {
    const policy = addPermission(undefined, QUEUE, permission());
    expect(addPermission(policy, QUEUE, permission())).toBe(policy);
    expect(() => addPermission(policy, QUEUE, permission({ actions: ["*"] }))).toThrow(
      "Value a for parameter Label is invalid. Reason: Already exists.",
    );
  });

  it.each<[Partial<Permission>, string]>([
    [{ label: "" }, "The request must contain the parameter Label."],
    [
      { label: "a b" },
      "Value a b for parameter Label is invalid. Reason: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    ],
    [{ actions: [] }, "The request must contain the parameter Actions."],
    [{ accounts: [] }, "The request must contain the parameter AWSAccountIds."],
    [
      { actions: ["CreateQueue"] },
      "Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.",
    ],
    [
      { actions: ["Nonsense"] },
      "Value SQS:Nonsense for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions.",
    ],
    [{ accounts: ["me"] }, "Value [me] for parameter PrincipalId is invalid. Reason: Unable to verify."],
    [{ actions: Array.from({ length: 8 }, () => "*") }, "8 Actions were found, maximum allowed is 7."],
  ])("%j is refused", (more, message) => {
    expect(() => addPermission(undefined, QUEUE, permission(more))).toThrow(message);
  });

  it("twenty statements are the most", () => {
    let policy: string | undefined;
    for (let index = 0; index < 20; index += 1)
      policy = addPermission(policy, QUEUE, permission({ label: `l${index}` }));
    expect(() => addPermission(policy, QUEUE, permission())).toThrow(
      "21 Statements were found, maximum allowed is 20.",
    );
  });
});

describe("removing a permission", () => {
  it("always finds a policy that it can read: a larger one than AWS allows is refused when it is made", () => {
    const accounts = Array.from({ length: 300 }, (_, index) => String(100_000_000_000 + index));
    const tooLarge = "Submitted policy is over max allowed size.";
    expect(() => addPermission(undefined, QUEUE, permission({ accounts }))).toThrow(tooLarge);
    const half = addPermission(undefined, QUEUE, permission({ accounts: accounts.slice(0, 150) }));
    const more = permission({ label: "b", accounts: accounts.slice(150) });
    expect(() => addPermission(half, QUEUE, more)).toThrow(tooLarge);
    expect(removePermission(half, "a")).toBeUndefined();
  });

  it("takes its statement away, and the policy with the last one", () => {
    const one = addPermission(undefined, QUEUE, permission());
    const two = addPermission(one, QUEUE, permission({ label: "b" }));
    expect(removePermission(two, "b")).toBe(one);
    expect(removePermission(one, "a")).toBeUndefined();
  });

  it("needs a label that is there", () => {
    expect(() => removePermission(undefined, "b")).toThrow(
      "Value b for parameter Label is invalid. Reason: can't find label.",
    );
    expect(() => removePermission(addPermission(undefined, QUEUE, permission()), "b")).toThrow(
      "Value b for parameter Label is invalid. Reason: can't find label on existing policy.",
    );
  });
});
