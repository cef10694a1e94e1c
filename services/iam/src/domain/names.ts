/** IAM keeps names as they are spelled, and takes two that differ only in case for the same. */
export const rowKey = (name: string): string => name.toLowerCase();
