/** How many approvals a request takes, from what is at stake and who there is (A6). Judged when it is asked, and again at every vote. */
import { countHumans } from '../approvals/humans';
import { quorumOf, type Quorum, type Stakes } from '../approvals/quorum';
import type { RuleSettings } from './ports';
import { whoCouldApprove, type Approvers, type Asked, type WhoPorts } from './who-could-approve';

export interface QuorumPorts extends WhoPorts {
  readonly settings: WhoPorts['settings'] & Pick<RuleSettings, 'quorum'>;
}

export interface JudgedQuorum extends Approvers {
  readonly quorum: Quorum;
}

export async function judgeQuorum(request: Asked, stakes: Stakes, ports: QuorumPorts): Promise<JudgedQuorum> {
  const approvers = await whoCouldApprove(request, ports);
  return { ...approvers, quorum: quorumAmong(approvers, stakes, ports) };
}

export const quorumAmong = (
  { count: others, touched, humanOf }: Approvers,
  stakes: Stakes,
  { settings }: { readonly settings: Pick<RuleSettings, 'quorum'> },
): Quorum => ({
  ...quorumOf(stakes, { others, limits: settings.quorum }),
  touched: countHumans(touched.map(({ id }) => id), humanOf), // prettier-ignore
});
