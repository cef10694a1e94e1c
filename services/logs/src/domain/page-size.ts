/** "up to 50 items": https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html, and others likewise. */
export const PAGE_SIZE = 50;
