interface Part {
  close(): Promise<void>;
}

/** One after the other, in this order. One that does not close well keeps no other open. */
export async function closeAll(parts: readonly (Part | undefined)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of parts) await part?.close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** Parts of which none waits for another: in a row they would take longer than platforms wait. */
export function together(...parts: readonly (Part | undefined)[]): Part {
  return {
    close: async () => {
      const closings = parts.map(async (part) => {
        await part?.close();
      });
      const failed = (await Promise.allSettled(closings)).find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
    },
  };
}
