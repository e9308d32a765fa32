/** How many approvals a request takes, from what is at stake and who there is (A6). Judged when it is asked, and again at every vote. */
import { quorumOf, type Quorum, type Stakes } from '../approvals/quorum';
import type { RecoveryRequest } from '../recovery/request';
import type { RuleSettings } from './ports';
import { whoCouldApprove, type Approvers, type WhoPorts } from './who-could-approve';

export interface QuorumPorts extends WhoPorts {
  readonly settings: Pick<RuleSettings, 'personAliases' | 'quorum'>;
}

export interface JudgedQuorum extends Approvers {
  readonly quorum: Quorum;
}

export async function judgeQuorum(
  request: Pick<RecoveryRequest, 'requesterId' | 'changedByIds'>,
  stakes: Stakes,
  ports: QuorumPorts,
): Promise<JudgedQuorum> {
  const approvers = await whoCouldApprove(request, ports);
  return { ...approvers, quorum: quorumOf(stakes, { others: approvers.count, limits: ports.settings.quorum }) };
}
