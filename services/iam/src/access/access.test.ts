import { loadModel, type ServiceModel, type Values } from "@skylab/protocol";
import type { Access } from "@skylab/service";
import { describe, expect, it } from "vitest";
import type { IamStore } from "../store/store.ts";
import { testCall } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { iamAccess } from "./iam-access.ts";
import { stsAccess } from "./sts-access.ts";

const iam = useIam();

/** Of what AWS has actions for without an operation: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const WITHOUT_OPERATION: ReadonlySet<string> = new Set(["iam:PassRole", "sts:TagSession", "sts:SetSourceIdentity"]);

type Table = Readonly<Record<string, Access<Values, IamStore>>>;

/** What a client must say at least. */
function minimalInput({ operations, shapes }: ServiceModel, operation: string): Values {
  const shape = shapes[operations[operation]?.input ?? ""];
  if (shape?.type !== "structure") return {};
  const { members, required = [] } = shape;
  return Object.fromEntries(required.map((name) => [name, valueOf(name, shapes[members[name]?.shape ?? ""]?.type)]));
}

function valueOf(name: string, type: string | undefined): unknown {
  if (type === "list") return [];
  if (type !== "string") return 1;
  return /arn|serial/i.test(name) ? "arn:aws:iam::111122223333:role/thing" : "thing";
}

describe.each([
  ["iam", iamAccess as unknown as Table], // as: inputs are made of the model, of which the types are made, too.
  ["sts", stsAccess as unknown as Table], // as: likewise
] as const)("the access table of %s", (service, table) => {
  const model = loadModel(service);
  const names = Object.keys(model.operations);
  const actions = new Set([...names.map((name) => `${service}:${name}`), ...WITHOUT_OPERATION]);

  it("has an entry for every operation, and no others", () => {
    expect(Object.keys(table).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)("decides %s by an action that exists, on something", async (name) => {
    const access = table[name];
    expect(actions).toContain(access?.action);
    if (access === undefined || "free" in access) return;
    const { clock, store } = iam();
    const [input, call] = [minimalInput(model, name), testCall({ clock })];
    const { context, resource } = await access.on(input, call, store);
    expect(resource).toMatch(/^(\*|policy path \/|arn:aws:(iam|sts)::\d{12}:\S+)$/);
    expect(context?.() ?? {}).toBeTypeOf("object");
    for (const { action } of (await access.also?.(input, call, store)) ?? []) expect(actions).toContain(action);
  });
});
