import { describe, expect, it } from "vitest";
import { actingUser, actorOf } from "./acting-user.ts";

describe("the caller whom an operation is about", () => {
  it("is the user at the end of the ARN, behind its path", () => {
    expect(actorOf("arn:aws:iam::111122223333:user/teams/red/ada")).toEqual({ root: false, userName: "ada" });
  });

  it("is the account's root", () => {
    expect(actorOf("arn:aws:iam::111122223333:root")).toEqual({ root: true });
  });

  it.each(["arn:aws:sts::111122223333:assumed-role/reader/ada", "arn:aws:sts::111122223333:federated-user/ada"])(
    "is nobody that IAM could tell for %s",
    (arn) => {
      expect(() => actorOf(arn)).toThrow("Must specify userName when calling with non-User credentials");
    },
  );

  it("does not matter where a user is named", () => {
    expect(actingUser("bob", "arn:aws:sts::111122223333:assumed-role/reader/ada")).toBe("bob");
  });

  it("must be a user where root has no such thing", () => {
    expect(() => actingUser(undefined, "arn:aws:iam::111122223333:root")).toThrow("Must specify userName");
  });
});
