import type { Records } from "@skylab/records";

/** The same records, where something comes in between once a space was read. */
export const interposed = (records: Records, space: string, comes: () => Promise<void>): Records => ({
  ...records,
  partition: (name) => {
    const partition = records.partition(name);
    return {
      ...partition,
      range: async (asked, range) => {
        const found = await partition.range(asked, range);
        if (asked === space) await comes();
        return found;
      },
    };
  },
});
