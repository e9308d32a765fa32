/**
 * One sentence group for each refusal: what happened, what it means, the way out. Facts make it precise and may be missing:
 *
 * | fact        | meaning                                   | fact      | meaning                                |
 * | ----------- | ----------------------------------------- | --------- | -------------------------------------- |
 * | `requestId` | the request                               | `count`   | how many there are                     |
 * | `role`      | name of the missing role                  | `needed`  | how many are needed                    |
 * | `name`      | person or object                          | `limit`   | how many are allowed                   |
 * | `state`     | state of the request, in words            | `until`   | when a window ended, printed           |
 * | `holder`    | who holds the slot, in words              | `since`   | since when, printed                    |
 * | `minutes`   | length of a window or a wait              | `reference` | what to quote to Microsoft or to us  |
 * | `typed`     | a command that works for who may          | `who`     | which of those with the role           |
 * | `mayBeDone` | it is not known whether it was done       | `diskFull` | nothing more can be kept              |
 * | `ends`      | a command that ends the own request       | `isTold`  | told when the slot is free             |
 * | `isStop`    | the press was *Cancel*                    | `left`    | `running` or `over`: not made void     |
 */
import type { Refusal, RefusalReason } from '../approvals/refusal';
import { neutralise } from './neutralise';

type Facts = (name: string, otherwise: string) => string;
type Sentence = (fact: Facts) => string;

const ROLE =
  'Entra Backup Administrator or Entra Backup Reader (Entra Backup Reader is enough to look, to preview and to stop a preview before anybody votes)';
const ADMINISTRATOR = 'Entra Backup Administrator';
const request = (fact: Facts) => fact('requestId', 'This request');
const current = (fact: Facts) => `Look at the current card: status ${fact('requestId', 'R-…')}.`;
const whenFree = (fact: Facts) => {
  if (fact('isTold', ''))
    return `You will be told when it is free; then press again (status ${fact('requestId', 'R-…')}).`;
  return `Press Tell me when free${fact('requestId', '') && ` on its card (status ${fact('requestId', '')})`}, then press again.`;
};
const later = (fact: Facts) =>
  `Try again in ${fact('minutes', 'a few')} minute${fact('minutes', '') === '1' ? '' : 's'}.`;
/** *Cancel* stops what runs: where it could not, that goes on. */
const unstarted = (fact: Facts) =>
  fact('isStop', '') ? 'Nothing was stopped: what runs at Microsoft goes on there.' : 'Nothing was started.';
const unknownOr = (fact: Facts, otherwise: string) =>
  fact('mayBeDone', '')
    ? `Whether your press was still carried out is not known; Rewind never starts twice. Look in a few minutes: status ${fact('requestId', 'R-…')}.`
    : otherwise;
const notNow =
  (what: string): Sentence =>
  (fact) =>
    `${request(fact)} is ${fact('state', 'in another state now')}, so ${what}. This changed nothing. ${current(fact)}`;

const WHO = {
  roleMissing: (fact) =>
    `You do not hold the role ${fact('role', ROLE)}, so Rewind may not do this for you. This changed nothing. If you are eligible for it in Privileged Identity Management, activate it first and try again; otherwise ask an administrator for the role.`,
  readerMayNotAsk: (fact) =>
    `Entra Backup Reader may look and preview, not ask for a recovery, vote on one or stop one. This changed nothing. Ask an ${ADMINISTRATOR}${fact('who', '') && ` ${fact('who', '')}`} to do it${fact('typed', '') && `: ${fact('typed', '')}`}.`,
  roleNotActive: (fact) =>
    `Your role ${fact('role', ADMINISTRATOR)} is eligible but not active. This changed nothing. Activate it in Privileged Identity Management, wait a minute and press again.`,
  roleUnknown: (fact) =>
    `Microsoft did not tell which role you hold, and without an answer Rewind does nothing. ${unstarted(fact)} Press again in a minute; if it stays so, quote the reference to the people who run Rewind.`,
  guest: () =>
    'Guests cannot use Rewind. This changed nothing. Ask somebody of this organisation who holds a backup role.',
  voterIsRequester: (fact) =>
    `You asked for this yourself, and approval takes a second person. This changed nothing. Ask another ${ADMINISTRATOR} to approve, or end it yourself: ${fact('ends', `withdraw ${fact('requestId', 'R-…')}`)}.`,
  voterChangedRequest: () =>
    `You changed this request, so somebody else has to approve it. This changed nothing. Ask another ${ADMINISTRATOR}.`,
  sameHuman: (fact) =>
    `This account belongs to the same person as ${fact('name', 'the account that asked or voted before')}, and one person has one vote. This changed nothing. Ask somebody else.`,
  humanUnknown: () =>
    'Entra could not be asked whether your account belongs to somebody who asked or voted already, and without an answer Rewind counts no vote. This changed nothing. Try again in a minute.',
  voterInChanges: () =>
    `The changes touch your own power (your account, your sign-in name, a privileged group you are in, or a policy that names you), so your vote cannot count. This changed nothing. Ask another ${ADMINISTRATOR} to look at it.`,
  notRequester: (fact) =>
    `Only ${fact('name', 'the person who asked')} can do this. This changed nothing. You can make a request of your own${fact('typed', '') && `: ${fact('typed', '')}`}.`,
  notRequesterOrApprover: () =>
    'Only the person who asked or somebody who approved can do this. This changed nothing. Ask one of them to press.',
  signOnInvalid: () =>
    'Your sign-on could not be verified. This changed nothing. Press again; if it happens again, sign out of Teams and in, and tell the people who run Rewind.',
  contextMissing: (fact) =>
    `Starting a recovery takes a stronger sign-on here (authentication context ${fact('context', 'of your organisation')}), and yours does not have it. This changed nothing. Press again and do what Entra asks for on the sign-in page; if it asks for nothing, tell the people who run Rewind that no Conditional Access policy answers to this context.`,
  signOnTooOld: (fact) =>
    `You signed in more than ${fact('minutes', 'the allowed')} minutes ago, and starting a recovery takes a fresh sign-on here. This changed nothing. Press again and sign in anew on the sign-in page.`,
  signOnTimeUnknown: () =>
    'Your sign-on does not say believably when you proved who you are, and starting a recovery takes a fresh one here. This changed nothing. Press again; if it happens again, tell the people who run Rewind that the sign-on application lacks the claim auth_time.',
  someoneElsesSignOn: () =>
    'The sign-on belongs to another account than the one that pressed. This changed nothing. Press again and sign in with the account you use in Teams.',
} satisfies Partial<Record<RefusalReason, Sentence>>;

const TELL = 'Tell the people who run Rewind at once';
/** What becomes of a request whose record differs: what runs, or is over, is left as it is. */
const VOIDED: Readonly<Record<string, string>> = {
  '': `Nothing was started, and the request is void. ${TELL}, and make a new request.`,
  running: `This changed nothing. What runs at Microsoft goes on there. ${TELL}.`,
  over: `This changed nothing: the request was over before. ${TELL}.`,
};

const WHAT = {
  noSuchRequest: (fact) =>
    `There is no request ${fact('requestId', 'of that id')}. This changed nothing. See the open ones: requests; older ones: history.`,
  changedSinceShown: (fact) =>
    `${request(fact)} changed after your card was drawn, so your press did not count. This changed nothing. ${current(fact)}`,
  notAwaitingApproval: notNow('there is nothing to vote on'),
  notReadYet: (fact) =>
    `${request(fact)} is ${fact('state', 'not read yet')}: its changes are not read yet, so there is nothing to decide about. This changed nothing. Try again when they are; how far it is: status ${fact('requestId', 'R-…')}.`,
  notPlanned: notNow('its preview cannot be started again'),
  notApproved: notNow('it cannot be run'),
  votesNotEnough: (fact) =>
    `The approvals of this request are not enough any more: somebody who approved holds the role no longer or turned out to be the same person, or more approvals are needed by now. Nothing was started. Whoever approved can take back the vote, which opens it for others; or the requester takes back the request and asks anew: withdraw ${fact('requestId', 'R-…')}.`,
  notRunning: notNow('there is nothing to stop'),
  alreadyRunning: notNow('it is too late for that: a person with the Administrator role can only press Cancel, and what was applied stays'), // prettier-ignore
  previewRunning: (fact) =>
    `The preview of ${fact('requestId', 'this request')} is running, and what runs is not taken back but stopped. This changed nothing. Stop it: cancel ${fact('requestId', 'R-…')}.`,
  alreadyStopping: (fact) =>
    `${request(fact)} is being stopped: somebody asked Microsoft for it already, and that takes a moment. Nothing was changed by asking again. How far it is: status ${fact('requestId', 'R-…')}.`,
  asksNobody: (fact) =>
    `${request(fact)} is ${fact('state', 'a preview')} and asks nobody for anything, so there is nothing to take back${fact('isEmpty', '') && '; it found nothing that a recovery would change'}. This changed nothing. It can be left as it is${fact('ask', '') && `, or asked for: ${fact('ask', '')}`}${fact('restore', '') && `, or an ${ADMINISTRATOR} asks for the same: ${fact('restore', '')}`}.`,
  asksByItself: (fact) =>
    `${request(fact)} is ${fact('state', 'not read yet')}, and is put to the vote by itself when its changes are read and a recovery is possible: nobody has to ask for it. This changed nothing. How far it is: status ${fact('requestId', 'R-…')}.`,
  atRest: (fact) =>
    `${request(fact)} is over (${fact('state', 'at rest')}). This changed nothing. Make a new request, for example: restore users from yesterday.`,
  nothingToSplit: notNow(
    'there is nothing to split: two requests are made only of what was found to need two recoveries',
  ),
  alreadySplit: (fact) =>
    `${request(fact)} is split already, into ${fact('into', 'two requests')}. Nothing was changed by asking again. Look at one of them: requests.`,
  alreadyVoted: (fact) =>
    `Your vote on ${fact('requestId', 'this request')} counts already. This changed nothing. You can take it back until it runs: withdraw ${fact('requestId', 'R-…')}.`,
  alreadyPreviewed: notNow('its recovery is asked for already'),
  changesNotKept: (fact) =>
    `The changes of ${fact('requestId', 'this request')} are no longer kept${fact('limit', '') && `: they are removed after ${fact('limit', '')} days`}. This changed nothing. Make a new preview, or look at the outcome: history.`,
  keptChangesDiffer: (fact) =>
    `What Rewind keeps of the changes of ${fact('requestId', 'this request')} is not what was approved any more: somebody or something wrote into its database. Nothing was started, and the request is void. Tell the people who run Rewind at once, and make a new request.`,
  recordDiffers: (fact) =>
    `${request(fact)} is not what its own record says any more: somebody or something wrote into Rewind’s database. This press counts for nothing. ${VOIDED[fact('left', '')] ?? VOIDED['']}`,
  stillRecovering: (fact) =>
    `The recovery of ${fact('requestId', 'this request')} is still running, so there is no result to look into yet. Nothing was started. Check when it is finished; until then: status ${fact('requestId', 'R-…')}.`,
  notRunYet: (fact) =>
    `No recovery of ${fact('requestId', 'this request')} has run yet (it is ${fact('state', 'not finished')}), so there is no result to look into. This changed nothing. ${current(fact)}`,
  nothingRan: (fact) =>
    `${request(fact)} is over (${fact('state', 'at rest')}) and its recovery never ran, so there is no result to look into. This changed nothing. Make a new request, for example: restore users from yesterday.`,
  nothingFailed: (fact) =>
    `Microsoft reports no failed changes of ${fact('requestId', 'this recovery')}, so there is nothing to ask for again. Nothing was started. ${fact('isSwitchedOff', '') ? current(fact) : `To see what is left: check ${fact('requestId', 'R-…')}.`}`,
  nothingToRecover: () =>
    'The preview found nothing that a recovery would change, so there is nothing to approve. This changed nothing. If you expected changes, try an earlier snapshot (snapshots) or a wider scope.',
  unknownKindOfPress: () =>
    'This button is not one that Rewind knows; it may come from an older version. This changed nothing. Type help, or requests for the current cards.',
} satisfies Partial<Record<RefusalReason, Sentence>>;

const WHEN = {
  windowOver: (fact) =>
    `The time for this ended${fact('until', '') && ` at ${fact('until', '')}`}. This changed nothing. Make a new request, so that everybody sees today's changes.`,
  snapshotGone: () =>
    'Microsoft no longer lists the snapshot, so nothing can go back to it any more, or be compared with it. This changed nothing. Choose one that is still there: snapshots.',
  tooFewApprovers: (fact) =>
    `This needs ${fact('needed', 'more')} ${fact('needed', 'more') === '1' ? 'approver' : 'approvers'} and there ${fact('count', 'too few') === '1' ? 'is' : 'are'} ${fact('count', 'too few')} besides you${fact('touched', '') && ` (${fact('touched', '')} more hold the role, or may activate it, and cannot vote: the changes touch their own power)`}. This changed nothing. Have somebody activate the role ${ADMINISTRATOR}, then try again.`,
  reasonMissing: () =>
    'This needs a reason, and none was given. This changed nothing. Write it into the card, or type it after because.',
  reasonTooShort: (fact) =>
    `The reason is too short: it takes at least ${fact('limit', '10')} characters, or the number of an incident. This changed nothing. Write what happened, and send it again.`,
  numberNotTyped: (fact) =>
    `What you typed is not the number of ${fact('what', 'changes')} that stands on the card, so your approval did not count. This changed nothing. Read the card once more (status ${fact('requestId', 'R-…')}), press Approve and type that number.`,
  policyNotNamed: (fact) =>
    `What you typed is not the name of a policy that would be switched on, so your approval did not count. This changed nothing. Read the warnings once more (status ${fact('requestId', 'R-…')}), press Approve and type the name of one of them.`,
} satisfies Partial<Record<RefusalReason, Sentence>>;

const OUTSIDE = {
  slotBusy: (fact) =>
    `The tenant runs one preview or recovery at a time, and ${fact('holder', 'another one')} is running${fact('since', '') && ` since ${fact('since', '')}`}. Nothing was started. ${whenFree(fact)}`,
  clockOff: () =>
    'The clock of the server that took this is more than 5 seconds off the database’s, and every window is judged by it. Nothing was started, and no vote was counted. Press again in a minute; if it happens again, tell the people who run Rewind that a host’s clock is wrong.',
  recoveryDisabled: () =>
    'Starting anything is switched off for this installation (RECOVERY_DISABLED). Nothing was started. Ask the people who run Rewind to switch it on.',
  databaseAway: (fact) =>
    `${fact('diskFull', '') ? 'The disk of Rewind’s database is full, so nothing more can be kept' : 'Rewind’s database cannot be used at the moment'}. ${unknownOr(fact, `${unstarted(fact)} ${later(fact)}`)} What runs at Microsoft goes on there. If it stays so, tell the people who run Rewind.`,
  redisAway: (fact) =>
    `Rewind’s Redis, in which presses and work wait, does not take anything at the moment. ${unknownOr(fact, `${unstarted(fact)} ${later(fact)}`)} If it stays so, tell the people who run Rewind.`,
  entraAway: (fact) =>
    `Microsoft Entra is busy or cannot be reached, so no sign-on can be checked and Rewind gets no token. ${unstarted(fact)} ${later(fact)}`,
  graphAway: (fact) => `Microsoft Graph is busy or cannot be reached. ${unstarted(fact)} ${later(fact)}`,
  teamsAway: (fact) =>
    `Microsoft Teams is busy or cannot be reached, so Rewind cannot post what it has to say. Nothing was started. ${later(fact)}`,
  ownSignInRefused: (fact) =>
    `Microsoft refuses Rewind’s own sign-in, so Rewind can read nothing there. ${unstarted(fact)} Waiting does not mend this: tell the people who run Rewind, whose log says what was refused. What runs at Microsoft goes on there.`,
  signInNotTaken: (fact) =>
    `Microsoft does not take your sign-in for this any more. ${unstarted(fact)} Press again to sign in anew; if it is refused again, sign out of Teams, sign in, and press once more.`,
  conditionalAccess: (fact) =>
    `Your organisation's Conditional Access does not allow this from here without more proof. ${unstarted(fact)} Open the sign-in page from the button and follow what it asks, or use a compliant device.`,
  consentMissing: (fact) =>
    `Rewind's sign-on application has no consent for this in your organisation. ${unstarted(fact)} Ask a Global Administrator to grant admin consent, then press again.`,
  graphRefused: (fact) =>
    `Microsoft refused this, although your role looks right. ${unstarted(fact)} If you hold the Reader’s role only, ask an Administrator: some tenants refuse previews to Readers. Otherwise quote the reference to Microsoft.`,
  readingRefused: (fact) =>
    `Microsoft refused what Rewind reads with its own identity; it is not about your role. ${unstarted(fact)} ${later(fact)} If it stays so, the people who run Rewind have to check its permissions and consent.`,
  answerUnreadable: (fact) =>
    `Microsoft Graph answered what Rewind cannot read; something on the way to it may have answered instead. ${unstarted(fact)} ${later(fact)} If it stays so, tell the people who run Rewind.`,
  noSnapshotListed: (fact) =>
    `Microsoft lists no snapshot at all at the moment, and that does not tell whether the one of this request is gone. ${unstarted(fact)} ${later(fact)} If it stays so, the people who run Rewind have to check its permissions, consent and the tenant's licence.`,
  startUnclear: (fact) =>
    `Microsoft's answer got lost, so it may or may not have started. Rewind looks in Microsoft's list of jobs and never starts twice. Wait a minute, then look: status ${fact('requestId', 'R-…')}.`,
  cannotBePinned: (fact) =>
    `This preview holds what Microsoft takes by type only (authorization policy, authentication methods, organization, service principals with grants that it does not tell apart) beside objects that are pinned to their ids, or a kind that no list of ids can name. Microsoft cannot be told to touch exactly these, so Rewind does not run it. Nothing was changed. ${fact('split', '') ? `Its requester can make two requests of it, without a second preview: ${fact('split', '')}` : 'Make two requests: one for the settings or the service principals, one for the rest; or ask for the whole type'}.`,
  tooManyLeft: (fact) =>
    `${fact('count', 'Too many')} objects are left after what was excepted, and a recovery of less than whole kinds is pinned to at most ${fact('limit', '100')} ids. Nothing was changed. Recovering more than ${fact('limit', '100')} chosen objects comes with batches, which Rewind cannot do yet: except more objects, or ask for the whole kinds without except.`,
  exceptedRidesAlong: () =>
    'Microsoft could only be told whole kinds here, and what was excepted is of them: it would be changed, too, so Rewind does not run it. Nothing was changed. Ask for the other kinds, or for these without except.',
  tooManyObjects: (fact) =>
    `That would be ${fact('count', 'too many')} objects, and a list of objects may hold ${fact('limit', '100')}. Nothing was changed. Ask for a whole type, or for fewer objects.`,
  notFound: (fact) =>
    `Nothing is called ${fact('name', 'that')}: no living and no deleted object${fact('unread', '') && ' (not every kind of deleted objects could be looked through)'}, and neither kept changes nor ${fact('isLogAway', '') ? 'anything else tell of it; the audit log could not be read' : 'the audit log tell of it'}. Nothing was changed. Check the spelling, or use the sign-in name, or the kind and the object id.`,
  unknownId: (fact) =>
    `Nothing is known of ${fact('id', 'that object id')}, not even its kind. Nothing was changed. Say the kind before it, and it can be looked for in the snapshot: user ${fact('id', 'and that id')}.`,
} satisfies Partial<Record<RefusalReason, Sentence>>;

const SENTENCES: { readonly [Reason in RefusalReason]: Sentence } = { ...WHO, ...WHAT, ...WHEN, ...OUTSIDE };
const FACT_LENGTH = 120;

export function refusalSentence({ because, facts }: Refusal): string {
  const fact: Facts = (name, otherwise) => {
    const told = facts[name];
    return told === undefined ? otherwise : neutralise(told, { maxLength: FACT_LENGTH }) || otherwise;
  };
  const reference = fact('reference', '');
  return SENTENCES[because](fact) + (reference && ` Reference: ${reference}.`);
}
