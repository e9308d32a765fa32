/** What each hazard means for people, and why it may hurt. The ids concerned stand beside the names. */
import type { AuditFindings } from '../recovery/audit-findings';
import type { Hazard, HazardKind } from '../recovery/hazard';
import { formatInstant } from '../times/print-time';
import { MAX_OBJECT_IDS } from '../recovery/terms';
import { actorWords } from './audit-words';
import { typeWord } from './entity-words';
import { neutralise } from './neutralise';
import { counted, listed, nameWithId } from './wording';

const objects = (count: number) => counted(count, 'object');
const are = (count: number) => (count === 1 ? 'is' : 'are');

const HAZARD_SENTENCES: { readonly [Kind in HazardKind]: (count: number) => string } = {
  newObjectsDeleted: (count) => `${objects(count)} created since the snapshot would be deleted (new on purpose?)`,
  handRestoredDeletedAgain: (count) => `${objects(count)} restored by hand since the snapshot would be deleted again`,
  leaversRevived: (count) =>
    `${counted(count, 'account')} disabled or deleted since the snapshot would come back, able to sign in (leavers?)`,
  policyEnabled: (count) =>
    `${counted(count, 'conditional access policy', 'conditional access policies')} would be switched on and may lock people out`,
  policyLosesExclusion: (count) =>
    `${counted(count, 'conditional access policy', 'conditional access policies')} would lose an exclusion, such as an emergency account`,
  exclusionPointsToNothing: (count) =>
    `${counted(count, 'conditional access policy', 'conditional access policies')} would except a person, group or named location that is deleted by now, and so cover whoever it was kept for`,
  inclusionPointsToNothing: (count) =>
    `${counted(count, 'conditional access policy', 'conditional access policies')} would be for a person, group or named location that is deleted by now, and so miss whoever it was kept for`,
  exclusionsUnread: (count) =>
    `Whether what ${counted(count, 'conditional access policy', 'conditional access policies')} would except is still there could not be read`,
  policyCoversPeopleInvolved: (count) =>
    `${counted(count, 'conditional access policy', 'conditional access policies')} would apply, or may apply, to people who ask or approve here`,
  privilegedGroup: (count) =>
    `${counted(count, 'privileged group')} (role-assignable or configured) would change, and with it who holds power`,
  emergencyAccount: (count) => `${counted(count, 'emergency account')} ${are(count)} among the changes`,
  requesterInScope: () => 'The requester is among the objects that would change',
  approverInScope: (count) =>
    `${counted(count, 'possible approver')} ${are(count)} among the objects that would change`,
  syncedSkipped: (count) =>
    `${objects(count)} synchronised from on-premises ${are(count)} shown, but Microsoft cannot recover ${count === 1 ? 'it: change it' : 'them: change them'} on-premises`,
  dynamicGroup: (count) =>
    `${counted(count, 'dynamic group')}: the membership rule is not part of the backup and stays as it is now`,
  linksNotCovered: (count) =>
    `${objects(count)} with links that are not covered: owners, manager or sponsor stay as they are now`,
  secretsNotCovered: (count) =>
    `${counted(count, 'application')}: secrets and certificates are not covered and stay as they are now`,
  oldSecretsReturn: (count) =>
    `${counted(count, 'application')} would come back from deletion with the secrets and certificates ${count === 1 ? 'it' : 'they'} had, an attacker’s included`,
  oldSignInMethodsReturn: (count) =>
    `${counted(count, 'person', 'people')} would come back with their earlier sign-in methods, an attacker’s included; those who were deleted get neither password nor Temporary Access Pass back`,
  snapshotAfterDamage: () =>
    'The snapshot may already hold the damage: it is not older than the incident. An earlier snapshot may be the right one',
  wholeTypeRidesAlong: (count) =>
    count > MAX_OBJECT_IDS
      ? `More than 100 objects (${objects(count)}): the recovery runs by type, and whatever else of these types changed rides along`
      : 'Not all of this can be pinned: whatever else of the same kinds changed rides along',
  bigBang: (count) => `${objects(count)} at once: it may take many hours, and stopping keeps what was applied`,
  unknownKind: (count) => `${objects(count)} of a type or action that Rewind does not know, shown as Microsoft sent it`,
};

const SEVERITY_WORDS: { readonly [Severity in Hazard['severity']]: string } = {
  danger: 'Danger',
  warning: 'Warning',
  note: 'Note',
};

export interface HazardTelling {
  /** How many of the examples are named. */
  readonly names: number;
  readonly audit?: AuditFindings | undefined;
  /** IANA zone of the times in it (UTC). */
  readonly zone?: string | undefined;
}

/** ` restored by Gus (…0000000000d1)`; where the audit log does not tell, that nobody knows. */
function restorer(id: string, { audit }: HazardTelling): string {
  if (audit === undefined) return '';
  const restore = audit.restores.find((trace) => trace.id === id);
  return ` restored by ${restore ? actorWords(restore.actor) : 'somebody unknown'}`;
}

const isAllPeople = ({ examples }: Hazard): boolean => examples.every(({ type }) => type === 'user');
const JOINERS = (count: number) =>
  `${objects(count)} created since the snapshot would be deleted (new joiners, or new on purpose?)`;

/** The damage that somebody named is known by its time, the one in the audit log by who began it. */
function meaningOf(hazard: Hazard, { audit, zone = 'UTC' }: HazardTelling): string {
  const { kind, count } = hazard;
  if (kind === 'newObjectsDeleted' && isAllPeople(hazard)) return JOINERS(count);
  const damage = audit?.damage;
  if (kind !== 'snapshotAfterDamage' || damage === undefined) return HAZARD_SENTENCES[kind](count);
  const first = formatInstant(damage.firstAt, zone);
  return `The snapshot may already hold the damage: the audit log shows the same changes of ${objects(damage.count)} by ${actorWords(damage.actor)} before it, from ${first} on. An earlier snapshot may be the right one`;
}

const LOST_TYPES = { user: 'person', group: 'group', namedLocationPolicy: 'named location' } as const;

type Example = Hazard['examples'][number];

const lostName = ({ type, id, name }: NonNullable<Example['lost']>[number]): string =>
  `the ${LOST_TYPES[type]} ${name === undefined ? `…${neutralise(id.slice(-12), { maxLength: 12 })}` : nameWithId({ id, name })}`;

/** ` (excepts the group Emergency Access (…0002), which is deleted; covers Emergency Access 1 (…00a1))` */
function lostWords({ kind }: Hazard, { lost = [], covers = [] }: Example): string {
  if (lost.length === 0) return '';
  const isOrAre = lost.length === 1 ? 'is' : 'are';
  const what = `${listed(lost.map(lostName))}, which ${isOrAre} deleted`;
  return kind === 'exclusionPointsToNothing' ? ` (excepts ${what}${coveredWords(lost, covers)})` : ` (is for ${what})`;
}

/** Whom an exclusion was kept for, as far as anybody can tell. */
function coveredWords(lost: NonNullable<Example['lost']>, covers: NonNullable<Example['covers']>): string {
  const accounts = covers.length === 1 ? 'account' : 'accounts';
  const whom = covers.length === 0 ? '' : `; would cover or may cover ${listed(covers.map(nameWithId))}, kept as emergency ${accounts}`; // prettier-ignore
  const members = lost.some(({ type }) => type === 'group') ? '; who was in a deleted group Microsoft does not tell' : ''; // prettier-ignore
  return `${whom}${members}`;
}

const kindOf = ({ type }: Example): string | undefined => type && typeWord({ type });

export function hazardSentence(hazard: Hazard, telling: HazardTelling): string {
  const { kind, severity, count, examples } = hazard;
  const whose = (id: string) => (kind === 'handRestoredDeletedAgain' ? restorer(id, telling) : '');
  const hasKinds = new Set(examples.map(({ type }) => type)).size > 1;
  const named = examples.slice(0, telling.names).map((example) => `${nameWithId({ ...example, kind: hasKinds ? kindOf(example) : undefined })}${whose(example.id)}${lostWords(hazard, example)}`); // prettier-ignore
  const concerned = named.length === 0 ? '' : `: ${listed(named, { total: Math.max(count, named.length) })}`;
  return `${SEVERITY_WORDS[severity]}: ${meaningOf(hazard, telling)}${concerned}.`;
}
