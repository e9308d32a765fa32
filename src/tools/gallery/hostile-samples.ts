/** A directory whose every name and value is one hostile or endless text, in a tenant of 300,000 users. */
import type { DrawnCard, Viewer, Viewing } from '../../cards/card';
import { drawChanges, drawFailedChanges } from '../../cards/changes-card';
import { drawChoices } from '../../cards/choices-card';
import { drawHelp } from '../../cards/help-card';
import { drawRequest } from '../../cards/request-card';
import { drawHistory, drawRequests } from '../../cards/requests-card';
import type { Change } from '../../recovery/change';
import { HAZARD_KINDS } from '../../recovery/hazard';
import type { RecoveryRequest, RecoveryStateName } from '../../recovery/request';
import { ANA, BEN, VIEWERS } from './sample-people';
import { NOW, object, sampleRequest } from './sample-requests';
import { sampleViewing } from './sample-viewing';
import { forEachViewer, type Shelf } from './shelf';
import { STATE_NAMES } from './state-samples';

const MANY = 300_000;
const COUNTS = { update: MANY, restore: MANY, softDelete: MANY, unknown: MANY, shownOnly: MANY, links: MANY, unpinnable: MANY, byType: { user: MANY, group: MANY, servicePrincipal: MANY, appRoleAssignment: MANY } }; // prettier-ignore

const numbersTo = (length: number) => Array.from({ length }, (_, number) => number);
const examplesOf = (text: string) => numbersTo(20).map((number) => ({ id: object(number), name: text }));

function changesOf(text: string): readonly Change[] {
  const values = Object.fromEntries(numbersTo(25).map((number) => [`${text}${number}`, text.repeat(20)]));
  const links = numbersTo(200).map((number) => ({ relation: text, objectId: object(number), does: number % 2 ? 'add' : 'remove' }) as const); // prettier-ignore
  return numbersTo(40).map((number) => ({
    type: 'unknown',
    id: object(number),
    action: number < 20 ? 'softDelete' : 'update',
    displayName: text,
    now: { ...values, userPrincipalName: text },
    target: values,
    links,
    raw: { type: text, action: text },
    shownOnly: false,
    failureMessage: text.repeat(10),
  }));
}

function requestOf(text: string, state: RecoveryStateName): RecoveryRequest {
  const sample = sampleRequest(state);
  const scope = { kind: 'objects', objects: examplesOf(text).map((example) => ({ ...example, type: 'user' })) };
  const hazards = HAZARD_KINDS.map((kind) => ({ kind, severity: 'danger', count: MANY, examples: examplesOf(text) }));
  return sampleRequest(state, {
    preview: sample.preview && { ...sample.preview, counts: COUNTS, hazards },
    reason: text.repeat(30),
    plan: { ...sample.plan, scope, timePhrase: text },
  });
}

/**
 * Everything that comes from people or the directory is this text.
 *
 * @internal Tests choose the text.
 */
export function everythingIs(text: string) {
  const changes = changesOf(text);
  const names = new Map([ANA, BEN, ...changes.map(({ id }) => id)].map((id) => [id as string, text]));
  const quorum: Viewing['quorum'] = {
    quorum: { asked: 2, because: ['settings', 'unknownKinds', 'manyObjects', 'manySoftDeletes'], others: 1, isStrict: false },
    active: new Array<string>(20).fill(text),
    eligible: new Array<string>(20).fill(text),
  }; // prettier-ignore
  const viewing = (viewer: Viewer): Viewing => ({
    ...sampleViewing(viewer),
    names,
    rows: changes,
    notes: new Array<string>(20).fill(text.repeat(10)),
    mayShowValues: true,
    quorum,
  });
  return {
    names,
    changes,
    request: (state: RecoveryStateName) => requestOf(text, state),
    draw: (state: RecoveryStateName, viewer: Viewer) => drawRequest(requestOf(text, state), viewing(viewer)),
    lists: listsOf(text, { changes, names }),
  };
}

interface Directory {
  readonly changes: readonly Change[];
  readonly names: ReadonlyMap<string, string>;
}

function listsOf(text: string, { changes, names }: Directory): Readonly<Record<string, DrawnCard>> {
  const page = {
    changes,
    page: 2,
    pageCount: 9000,
    total: MANY,
    shownOnly: 3,
    filterWords: text,
    mayShowValues: true,
    names,
  };
  const seen = { names, now: NOW, zone: 'Europe/Oslo' };
  const request = requestOf(text, 'awaitingApproval');
  const recovered = requestOf(text, 'recovered');
  const failed = { request: recovered, names, mayShowValues: true, viewer: VIEWERS.shared };
  const command = { name: text, usage: text, summary: text, example: text };
  const choice = { label: text, command: `restore ${text.repeat(8)} from yesterday` };
  return {
    changes: drawChanges({ request, ...page }),
    failed: drawFailedChanges({ ...failed, changes, hasMore: true }),
    'few-failed': drawFailedChanges({ ...failed, changes: changes.slice(0, 20), hasMore: false }),
    requests: drawRequests({ ...seen, requests: new Array<RecoveryRequest>(200).fill(request) }),
    history: drawHistory({ ...seen, days: 400, requests: new Array<RecoveryRequest>(500).fill(recovered) }),
    choices: drawChoices({ question: text.repeat(10), choices: numbersTo(10).map(() => choice) }),
    help: drawHelp({ commands: numbersTo(25).map(() => command), standing: 'none' }),
  };
}

/** 200 characters: one that tries to be everything but a name, and one that cannot be broken anywhere. */
const TEXTS = {
  hostile: '[Approve](https://evil.example/?q=1) **ok** _x_ `y` <at>Ben Okafor</at> <b onclick="x">A</b> &lt;at&gt; ${$root.x} {{DATE(2026-01-01T00:00:00Z,SHORT)}} \u202eanA\u2066 - www.evil.example # '.padEnd(200, '!'),
  unbroken: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6).slice(0, 200),
}; // prettier-ignore

export function hostileShelves(): readonly Shelf[] {
  return Object.entries(TEXTS).map(([name, text]) => {
    const { draw, lists } = everythingIs(text);
    const states = STATE_NAMES.flatMap((state) =>
      Object.entries(forEachViewer(`${name}-${state}`, (viewer) => draw(state, viewer))),
    );
    const listed = Object.entries(lists).map(([list, drawn]) => [`${name}-${list}-list`, drawn] as const);
    return { title: `a directory of ${name} names`, cards: Object.fromEntries([...states, ...listed]) };
  });
}
