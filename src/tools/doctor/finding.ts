/** What one look has found. */
export interface Finding {
  /** What was looked at. */
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly says: string;
}

type Judgement = Omit<Finding, 'what'>;

export const ok = (says: string): Judgement => ({ state: 'ok', says });
export const warning = (says: string): Judgement => ({ state: 'warning', says });
export const failed = (says: string): Judgement => ({ state: 'failed', says });

export interface Look {
  readonly what: string;
  readonly look: () => Promise<Judgement> | Judgement;
}

/** Whatever goes wrong while looking is what was found. */
export async function findingOf({ what, look }: Look): Promise<Finding> {
  try {
    return { what, ...(await look()) };
  } catch (error) {
    return { what, ...failed(error instanceof Error ? error.message : String(error)) };
  }
}

const MARKS: { readonly [State in Finding['state']]: string } = { ok: 'ok', warning: 'WARNING', failed: 'FAILED' };

/** One line each, in columns. */
export function tableOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.map(({ what, state, says }) => {
    const indented = says.replaceAll('\n', `\n${' '.repeat(width + 11)}`);
    return `${MARKS[state].padEnd(7)}  ${what.padEnd(width)}  ${indented}`;
  });
  return lines.join('\n');
}
