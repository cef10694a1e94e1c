import { parseArn } from "@skylab/aws";
import { matchesWildcards } from "./wildcards.ts";

/** The part of a policy document that says which services it allows; validation let the document pass. */
type Granting = { readonly Statement: Statement | readonly Statement[] };
type Statement = {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
};

/** Whether a policy allows anything of a service (`sqs`), whatever another statement or policy denies of it. */
export function grantsService(document: string, namespace: string): boolean {
  return allowing(document).some(({ Action: actions, NotAction: others }) =>
    actions === undefined
      ? !listOf(others).some((action) => action === "*" || action.toLowerCase() === `${namespace}:*`)
      : listOf(actions).some((action) => matchesWildcards(serviceOf(action), namespace)),
  );
}

/** The services that a policy allows by name: not those of wildcards. */
export const servicesNamedBy = (document: string): readonly string[] =>
  allowing(document)
    .flatMap(({ Action: actions }) => listOf(actions))
    .map(serviceOf)
    .filter((service) => !/[*?]/.test(service));

function allowing(document: string): readonly Statement[] {
  const { Statement: statements }: Granting = JSON.parse(document);
  return [statements].flat().filter(({ Effect: effect }) => effect === "Allow");
}

const serviceOf = (action: string): string => (action.split(":")[0] ?? "").toLowerCase();

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat();

/** Whom or what reports about access are asked: `arn:aws:iam::111122223333:user/teams/ada`. */
export type Subject = {
  readonly kind: "user" | "group" | "role" | "policy";
  readonly arn: string;
  readonly name: string;
};

/** The subject that an ARN names, if it names any. */
export function readSubject(text: string): Subject | undefined {
  const arn = parseArn(text);
  const kind = KINDS.find((one) => arn?.resource.startsWith(`${one}/`));
  if (arn?.service !== "iam" || kind === undefined) return undefined;
  return { kind, arn: text, name: text.slice(text.lastIndexOf("/") + 1) };
}

const KINDS = ["user", "group", "role", "policy"] as const;
