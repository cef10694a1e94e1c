import type { Transaction } from "@skylab/records";
import { cannotFindAlias } from "../domain/aliases/errors.ts";
import { functionNotFound, revisionDiffers } from "../domain/errors.ts";
import { functionArn, LATEST } from "../domain/functions/function-arn.ts";
import type { NamedFunction } from "../domain/functions/function-name.ts";
import { requireVersion } from "../functions/require-version.ts";
import { aliasRows } from "../store/aliases.ts";
import { versionKey, versionRows } from "../store/functions.ts";
import { holdFunction } from "../store/hold-function.ts";
import type { LambdaStore } from "../store/store.ts";

/** Who may use a function, version or alias (JSON), and the revision, which is that of what it is on. */
type PolicyState = { readonly policy: string | undefined; readonly revisionId: string };

export type PolicyChange = {
  /** Of what is to be changed, as its caller knows it; where it is another one, nothing is. */
  readonly revisionId: string | undefined;
  /** The policy from now on; `undefined`: none. It may be asked again, and throw. */
  readonly decide: (policy: string | undefined) => string | undefined;
  /** What is thrown where there is no such function. */
  readonly missing?: () => Error;
};

/**
 * Changes the policy of a function, version or alias, which gets a new revision by that.
 * @throws AwsError ResourceNotFoundException, PreconditionFailedException
 */
export function changePolicy(named: NamedFunction, change: PolicyChange, store: LambdaStore): Promise<PolicyState> {
  const { missing = () => functionNotFound(functionArn(named)) } = change;
  return store.change(named.place, async (rows) => {
    if ((await holdFunction(rows, named.name)) === undefined) throw missing();
    const { put, ...current } = await openPolicy(rows, named);
    if (change.revisionId !== undefined && change.revisionId !== current.revisionId) throw revisionDiffers("GetPolicy");
    const changed: PolicyState = { policy: change.decide(current.policy), revisionId: store.ids.uuid() };
    put(changed);
    return changed;
  });
}

/** A policy in a transaction. */
type OpenPolicy = PolicyState & { readonly put: (changed: PolicyState) => void };

async function openPolicy(rows: Transaction, named: NamedFunction): Promise<OpenPolicy> {
  const { name, qualifier = LATEST } = named;
  return ALIAS.test(qualifier)
    ? openAliasPolicy(rows, named, qualifier)
    : openVersionPolicy(rows, { ...named, name, qualifier });
}

/** What no alias is called is looked for among the versions: AWS's words tell so. */
const ALIAS = /^(?!\d+$)[a-zA-Z0-9-_]+$/;

async function openAliasPolicy(rows: Transaction, of: NamedFunction, alias: string): Promise<OpenPolicy> {
  const found = await rows.get(aliasRows, of.name, alias);
  if (found === undefined) throw cannotFindAlias(functionArn(of, alias));
  const { policy: current, revisionId: revision, ...rest } = found;
  return {
    policy: current,
    revisionId: revision,
    put: ({ policy, revisionId }) =>
      rows.put(aliasRows, { ...rest, revisionId, ...(policy !== undefined && { policy }) }, of.name, alias),
  };
}

type QualifiedFunction = NamedFunction & { readonly qualifier: string };

async function openVersionPolicy(rows: Transaction, of: QualifiedFunction): Promise<OpenPolicy> {
  const { policy: current, ...rest } = await requireVersion(rows, of, of.qualifier);
  return {
    policy: current,
    revisionId: rest.configuration.RevisionId,
    put: ({ policy, revisionId }) => {
      const configuration = { ...rest.configuration, RevisionId: revisionId };
      const changed = { ...rest, configuration, ...(policy !== undefined && { policy }) };
      rows.put(versionRows, changed, ...versionKey(of.name, of.qualifier));
    },
  };
}
