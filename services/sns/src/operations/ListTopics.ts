import { pageOf } from "@skylab/aws";
import type { ListTopicsResponse } from "@aws-sdk/client-sns";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import { topicArn } from "../domain/topics/topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const ListTopics: Operation<"ListTopics"> = async (input, call, store): Promise<ListTopicsResponse> => {
  const after = readNextToken(input.NextToken);
  const listed = await store.topics.list(call.place, { after, limit: PAGE_SIZE + 1 });
  const { items, nextToken } = pageOf(listed, PAGE_SIZE);
  return {
    Topics: items.map(({ topic }) => ({ TopicArn: topicArn(topic) })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
};
