import type { IncomingMessage } from "node:http";
import type { Ids } from "@skylab/aws";
import { readControlBody, type ServiceDefinition, type Types } from "@skylab/service";
import { describeAccount, newAccount, wrongAccountName } from "../domain/account.ts";
import { ACCOUNTS_PATH as PATH } from "../facts.ts";
import type { Accounts } from "../store/accounts.ts";

type Control = NonNullable<ServiceDefinition<Types, unknown>["control"]>;

type Answer = { readonly status: number; readonly body: object };

/** `/_skylab/accounts`: an admin creates, lists and closes the accounts of the instance. */
export function accountsRoute(accounts: Accounts): Control {
  const create = async (request: IncomingMessage, ids: Ids, now: number): Promise<Answer> => {
    const name = nameIn(await readControlBody(request));
    const wrong = wrongAccountName(name);
    if (wrong !== undefined) return { status: 400, body: { error: wrong } };
    const account = newAccount(String(name), now, ids);
    const key = await accounts.create(account, ids);
    if (key === undefined) return { status: 409, body: { error: `There is an account "${account.name}" already.` } };
    const { accessKeyId: rootAccessKeyId, secretAccessKey: rootSecretAccessKey } = key;
    return { status: 201, body: { ...describeAccount(account), rootAccessKeyId, rootSecretAccessKey } };
  };
  const close = async (id: string, now: number): Promise<Answer> => {
    const closed = await accounts.close(id, now);
    if (closed === undefined) return { status: 404, body: { error: `There is no account ${id}.` } };
    return { status: 200, body: describeAccount(closed) };
  };

  return (router, { clock, ids }) => {
    router.get(PATH, async (_request, response) => {
      response.json({ accounts: (await accounts.list()).map(describeAccount) });
    });
    router.post(PATH, async (request, response) => {
      const { status, body } = await create(request, ids, clock.now());
      response.status(status).json(body);
    });
    router.delete(`${PATH}/:id`, async (request, response) => {
      const { status, body } = await close(request.params.id, clock.now());
      response.status(status).json(body);
    });
  };
}

function nameIn(body: Buffer): unknown {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return typeof parsed === "object" && parsed !== null && "name" in parsed ? parsed.name : undefined;
  } catch {
    return undefined;
  }
}
