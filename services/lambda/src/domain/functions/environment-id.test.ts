import { expect, it } from "vitest";
import { environmentId } from "./environment-id.ts";
import type { StoredVersion } from "./version.ts";

const version: StoredVersion = {
  configuration: {
    FunctionName: "f",
    FunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:f",
    Version: "$LATEST",
    Role: "arn:aws:iam::111122223333:role/r",
    MemorySize: 128,
    Timeout: 3,
    RevisionId: "1",
    LastModified: "2026-11-26T12:00:00.000+0000",
  },
  code: { kind: "zip", blob: "b", sha256: "s", size: 1 },
  layers: [],
};

const withSettings = (settings: Partial<StoredVersion["configuration"]>): StoredVersion => ({
  ...version,
  configuration: { ...version.configuration, ...settings },
});

it("who may use a function changes nothing of its environments", () => {
  const shared = { ...withSettings({ RevisionId: "2" }), policy: "{}" };
  expect(environmentId(shared)).toBe(environmentId(version));
});

it("other settings, other code and settings that were set anew make other environments", () => {
  const others = [
    withSettings({ Timeout: 4 }),
    withSettings({ LastModified: "2026-11-26T12:00:01.000+0000" }),
    { ...version, code: { kind: "folder", path: "/code" } as const },
    { ...version, layers: [{ kind: "zip", blob: "l", sha256: "l", size: 1 } as const] },
  ];
  expect(new Set([version, ...others].map(environmentId)).size).toBe(5);
});
