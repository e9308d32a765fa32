/** What no preview shows and no recovery changes: said on both, because an absent row is no evidence. */
import type { RecoveryRequest } from '../recovery/request';

type Judged = Pick<RecoveryRequest, 'preview'>;

/** Consents that were given since are seen, and taken back; those that are gone are not. */
const consents = ({ preview }: Judged): string =>
  (preview?.counts.byType['oAuth2PermissionGrant'] ?? 0) > 0
    ? 'consents given by users that are not among the changes'
    : 'consents given by users';

const limits = (request: Judged): string =>
  `objects deleted for good, owners, managers and sponsors, dynamic membership rules, ${consents(request)}, secrets and certificates`;

export const cannotSeeWords = (request: Judged): string =>
  `This preview cannot see: ${limits(request)}. A missing row is no evidence.`;

export const notCoveredWords = (request: Judged): string =>
  `Not covered by any recovery: ${limits(request)}. Synchronised objects are changed on-premises.`;
