/** The lists: snapshots, requests, changes, choices, help; empty, busy and long ones. */
import { drawApprovers } from '../../cards/approvers-card';
import { drawChoices } from '../../cards/choices-card';
import { drawHelp } from '../../cards/help-card';
import { drawTombstone } from '../../cards/request-card';
import { drawHistory, drawRequests } from '../../cards/requests-card';
import { drawSnapshots } from '../../cards/snapshots-card';
import { COMMANDS, commandOf } from '../../bot/command-words';
import type { RecoveryStateName } from '../../recovery/request';
import { minutesAfter } from '../../shared/clock';
import type { ConversationId, SnapshotId } from '../../shared/ids';
import { changesShelf } from './change-samples';
import { NAMES } from './sample-people';
import { NOW, object, sampleRequest } from './sample-requests';
import type { Shelf } from './shelf';

const DAY_MINUTES = 24 * 60;
const NEWEST = new Date('2026-03-28T22:00:00Z');
const TAILS = ['OTYwMA==', 'zE3NjAw', 'DE4ODAw', 'ExMjAw'];
const snapshotsOf = (count: number) =>
  Array.from({ length: count }, (_, day) => ({
    id: `MTc4NTE4${TAILS[day] ?? `${1000 + day}`}` as SnapshotId,
    createdAt: minutesAfter(NEWEST, -day * DAY_MINUTES),
    changedObjects: day === 1 ? 1204 : undefined,
  }));

function snapshotsShelf(): Shelf {
  const seen = { snapshots: snapshotsOf(4), zone: 'Europe/Oslo', now: NOW };
  return {
    title: 'snapshots',
    cards: {
      snapshots: drawSnapshots(seen),
      'snapshots-busy': drawSnapshots({ ...seen, zone: 'UTC', holder: { what: 'recovery', startedAt: NOW } }),
      'snapshots-thirty': drawSnapshots({ ...seen, snapshots: snapshotsOf(30) }),
      'snapshots-none': drawSnapshots({ ...seen, snapshots: [] }),
    },
  };
}

const OPEN: readonly RecoveryStateName[] = ['planned', 'waitingForSlot', 'previewing', 'reading', 'awaitingApproval', 'rechecking', 'approved', 'recovering']; // prettier-ignore
const ENDED: readonly RecoveryStateName[] = ['recovered', 'failed', 'canceled', 'rejected', 'withdrawn', 'expired', 'split', 'previewed']; // prettier-ignore

function requestsShelf(): Shelf {
  const seen = { names: NAMES, now: NOW, zone: 'Europe/Oslo' };
  const open = OPEN.map((state) => sampleRequest(state));
  const ended = ENDED.map((state) => sampleRequest(state));
  return {
    title: 'requests and history',
    cards: {
      requests: drawRequests({ ...seen, requests: open }),
      'requests-one': drawRequests({ ...seen, requests: open.slice(4, 5) }),
      'requests-none': drawRequests({ ...seen, requests: [] }),
      history: drawHistory({ ...seen, days: 30, requests: ended }),
      'history-none': drawHistory({ ...seen, days: 7, requests: [] }),
      tombstone: drawTombstone(sampleRequest('awaitingApproval'), 'https://teams.microsoft.com/l/message/19:incident@thread.tacv2/1743238800000'), // prettier-ignore
      'tombstone-without-link': drawTombstone(sampleRequest('awaitingApproval')),
    },
  };
}

function choicesShelf(): Shelf {
  const twins = ['Finance Leads (group)', 'Finance Payroll (app)'].map((label, index) => ({
    label,
    command: `restore ${object(index)} from yesterday`,
  }));
  const rewrites = ['restore users from 4 march', 'restore users from 3 march'].map((text) => ({ label: text, command: text })); // prettier-ignore
  return {
    title: 'choices',
    cards: {
      choices: drawChoices({ question: 'Which "Finance" do you mean?', choices: twins }),
      'choices-one': drawChoices({ question: 'I do not know "restroe". Did you mean this?', choices: [{ label: 'restore users from yesterday', command: 'restore users from yesterday' }] }), // prettier-ignore
      'choices-rewrites': drawChoices({ question: '"03/04" could be two days: say which.', choices: rewrites }),
      'choices-none': drawChoices({ question: 'Nothing is called "Finanze".', choices: [] }),
    },
  };
}

function helpShelf(): Shelf {
  const here = '19:incident@thread.tacv2' as ConversationId;
  const forEveryone = COMMANDS.filter(({ who }) => who === 'everyone');
  return {
    title: 'help',
    cards: {
      help: drawHelp({ commands: COMMANDS, standing: 'administrator' }),
      'help-reader': drawHelp({ commands: COMMANDS.filter(({ who }) => who !== 'administrator'), standing: 'reader' }),
      'help-nobody': drawHelp({ commands: forEveryone, standing: 'none' }),
      'help-unknown': drawHelp({ commands: forEveryone, standing: 'unknown' }),
      'help-one': drawHelp({ commands: COMMANDS, command: commandOf('restore'), standing: 'administrator', here }),
    },
  };
}

/** Three people, one of whom has two accounts and one of whom has to activate; one; and nobody. */
function approversShelf(): Shelf {
  const ben = { id: '00000000-0000-4000-8000-0000000000b1', name: 'Ben Okafor' };
  const benTwo = { id: '00000000-0000-4000-8000-0000000000b2', name: 'Ben Okafor (admin)' };
  const eva = { id: '00000000-0000-4000-8000-0000000000e1', name: 'Eva Lindqvist' };
  const gus = { id: '00000000-0000-4000-8000-000000000061', name: 'Gus Petrov' };
  const approvers = [
    { accounts: [ben, benTwo], role: 'active' },
    { accounts: [gus], role: 'active' },
    { accounts: [eva], role: 'eligible' },
  ] as const;
  const seen = { standing: 'administrator', isStrict: false } as const;
  return {
    title: 'who can approve',
    cards: {
      approvers: drawApprovers({ ...seen, approvers }),
      'approvers-for-reader': drawApprovers({ ...seen, approvers, standing: 'reader' }),
      'approvers-one': drawApprovers({ ...seen, approvers: approvers.slice(1, 2) }),
      'approvers-strict': drawApprovers({ ...seen, approvers: approvers.slice(1, 2), isStrict: true }),
      'approvers-none': drawApprovers({ ...seen, approvers: [] }),
    },
  };
}

export function listShelves(): readonly Shelf[] {
  return [snapshotsShelf(), requestsShelf(), changesShelf(), approversShelf(), choicesShelf(), helpShelf()];
}
