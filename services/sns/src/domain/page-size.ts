/** "up to 100": https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html, and others likewise. */
export const PAGE_SIZE = 100;
