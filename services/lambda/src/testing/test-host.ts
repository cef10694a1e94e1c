import type { FunctionHost } from "@skylab/sandbox";

/** A host of functions that runs none, unless a test says how. */
export function testHost(): {
  readonly host: FunctionHost;
  readonly runs: (how: Partial<FunctionHost>) => void;
} {
  let how: Partial<FunctionHost> = {};
  return {
    runs: (from) => {
      how = from;
    },
    host: {
      invoke: async (invocation) => {
        if (how.invoke) return how.invoke(invocation);
        throw new Error("This test says not how functions run.");
      },
      provision: async (...asked) => how.provision?.(...asked),
      provisioned: async (versionId) => (await how.provisioned?.(versionId)) ?? { ready: 0 },
      forget: async (functionArn) => how.forget?.(functionArn),
      level: () => "plain",
      close: async () => undefined,
    },
  };
}
