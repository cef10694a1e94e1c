import type { AccessRule, Permission, Target } from "@skylab/service";
import type { RawStatement } from "../domain/partiql/index.ts";
import type { DynamoOperations } from "../operation.ts";
import type { DynamoStore } from "../store/store.ts";
import { itemContext, type ItemRequest, selectContext } from "./item-context.ts";
import { statementContext } from "./statement-context.ts";
import { statementTarget } from "./statement-target.ts";
import { addressOf, type Place, tableTarget } from "./targets.ts";

// Operations on several tables: the first is what they are on, the others must be allowed as well.

type InputOf<Name extends keyof DynamoOperations> = DynamoOperations[Name]["input"];

/** One table of a batch, and what is done to it. */
type Part = {
  readonly operation: string;
  readonly table: string | undefined;
  readonly index?: string | undefined;
  readonly request?: ItemRequest;
  readonly isRead?: boolean;
  readonly statement?: RawStatement;
};

type Surroundings = { readonly call: Place; readonly store: DynamoStore };

async function permission(part: Part, { call, store }: Surroundings): Promise<Permission> {
  const { index, isRead = false, operation, request, statement, table } = part;
  const target = await tableTarget(addressOf(table, call), store, {
    index,
    context: (key, found) => ({
      ...(request && itemContext(request, key)),
      ...(request && isRead && selectContext(request.input)),
      ...(statement && statementContext(statement, found)),
    }),
  });
  return { action: `dynamodb:${operation}`, ...target };
}

/**
 * The rule of an operation that has parts: the first is decided on as the operation itself, by its own action. One without
 * parts is refused when its input is looked at.
 */
const partly = <Input>(action: string, partsOf: (input: Input) => readonly Part[]): AccessRule<Input, DynamoStore> => ({
  action: `dynamodb:${action}`,
  on: (input, call, store): Target | Promise<Permission> => {
    const [first] = partsOf(input);
    return first ? permission(first, { call, store }) : { resource: "*" };
  },
  also: (input, call, store) =>
    Promise.all(
      partsOf(input)
        .slice(1)
        .map((part) => permission(part, { call, store })),
    ),
});

export const batchGet = partly<InputOf<"BatchGetItem">>("BatchGetItem", ({ RequestItems, ReturnConsumedCapacity }) =>
  Object.entries(RequestItems ?? {}).map(([table, asked]) => ({
    operation: "BatchGetItem",
    table,
    request: { input: { ...asked, ReturnConsumedCapacity }, keys: asked.Keys ?? [] },
    isRead: true,
  })),
);

export const batchWrite = partly<InputOf<"BatchWriteItem">>(
  "BatchWriteItem",
  ({ RequestItems, ReturnConsumedCapacity }) =>
    Object.entries(RequestItems ?? {}).map(([table, asked]) => ({
      operation: "BatchWriteItem",
      table,
      request: {
        input: { ReturnConsumedCapacity },
        items: asked.flatMap(({ PutRequest }) => (PutRequest ? [PutRequest.Item] : [])),
        keys: asked.flatMap(({ DeleteRequest }) => (DeleteRequest ? [DeleteRequest.Key] : [])),
      },
    })),
);

export const transactGet = partly<InputOf<"TransactGetItems">>("GetItem", ({ TransactItems, ReturnConsumedCapacity }) =>
  TransactItems.flatMap(({ Get }) => {
    const enclosing = "TransactGetItems";
    const request = Get && { input: { ...Get, ReturnConsumedCapacity }, keys: [Get.Key], enclosing };
    return request ? [{ operation: "GetItem", table: Get.TableName, request, isRead: true }] : [];
  }),
);

type WriteAction = InputOf<"TransactWriteItems">["TransactItems"][number];

/** A transaction is allowed with the actions that are in it. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
export const transactWrite = partly<InputOf<"TransactWriteItems">>(
  "PutItem",
  ({ TransactItems, ReturnConsumedCapacity }) =>
    TransactItems.flatMap((action) => writeParts(action, { ReturnConsumedCapacity })),
);

function writeParts(
  { ConditionCheck, Delete, Put, Update }: WriteAction,
  common: ItemRequest["input"],
): readonly Part[] {
  const enclosing = "TransactWriteItems";
  const onKeys = { ConditionCheckItem: ConditionCheck, DeleteItem: Delete, UpdateItem: Update };
  const parts: Part[] = Object.entries(onKeys).flatMap(([operation, input]) => {
    const request = input && { input: { ...input, ...common }, keys: [input.Key], enclosing };
    return request ? [{ operation, table: input.TableName, request }] : [];
  });
  if (Put) {
    const request = { input: { ...Put, ...common }, items: [Put.Item], enclosing };
    parts.push({ operation: "PutItem", table: Put.TableName, request });
  }
  return parts;
}

/** PartiQL's statements. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html */
export const statements = <Input>(
  statementsOf: (input: Input) => readonly RawStatement[],
): AccessRule<Input, DynamoStore> =>
  partly("PartiQLSelect", (input) =>
    statementsOf(input).flatMap((statement) => {
      const target = statementTarget(statement.Statement);
      return target ? [{ operation: target.action, table: target.table, index: target.index, statement }] : [];
    }),
  );
