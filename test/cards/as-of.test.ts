/** A card may be read at any time after it was drawn: whatever it says of ages, it says of which moment. */
import { drawNotice } from '../../src/cards/notice';
import { withoutAges } from '../../src/cards/as-of';
import { drawRequest } from '../../src/cards/request-card';
import type { RecoveryRequest } from '../../src/recovery/request';
import { minutesAfter } from '../../src/shared/clock';
import { gallery } from '../../src/tools/gallery/gallery';
import { NAMES, VIEWERS } from '../../src/tools/gallery/sample-people';
import { NOW, sampleRequest } from '../../src/tools/gallery/sample-requests';
import { sampleViewing } from '../../src/tools/gallery/sample-viewing';
import { STATE_NAMES } from '../../src/tools/gallery/state-samples';
import { textsOf } from './card-reading';

const SAYS_AGE = /(?:min|h|d|minute) (?:ago|old|left)\b/;
const MOMENT = /^Ages and times left as of Sun 29 Mar 2026 \d\d:00 \S+$/;

/** Nothing but time passes. */
function withOpenWindow(request: RecoveryRequest): RecoveryRequest {
  const { state } = request;
  const expiresAt = minutesAfter(NOW, 9999);
  if (state.name === 'waitingForSlot')
    return { ...request, state: { ...state, resume: { ...state.resume, expiresAt } } };
  return 'expiresAt' in state ? { ...request, state: { ...state, expiresAt } } : request;
}

describe('ages on cards', () => {
  const cards = [...gallery()].map(([name, { card }]) => [name, textsOf(card)] as const);

  it('never stand without their moment', () => {
    const momentless = cards.filter(([, texts]) => texts.some((text) => SAYS_AGE.test(text)) && !texts.some((text) => MOMENT.test(text))); // prettier-ignore

    expect(momentless.map(([name]) => name)).toEqual([]);
    expect(cards.filter(([, texts]) => texts.some((text) => MOMENT.test(text))).length).toBeGreaterThan(50);
  });

  it('bring no moment to cards without them', () => {
    const needless = cards.filter(([, texts]) => !texts.some((text) => SAYS_AGE.test(text)) && texts.some((text) => MOMENT.test(text))); // prettier-ignore

    expect(needless.map(([name]) => name)).toEqual([]);
  });

  it.each(STATE_NAMES)('%s reads the same a minute, an hour and three days later but for them', (state) => {
    const request = sampleRequest(state);
    const open = withOpenWindow(request);
    const preview = open.preview && { ...open.preview, computedAt: minutesAfter(NOW, -9999) };
    const at = (minutes: number) => {
      const viewing = { ...sampleViewing(VIEWERS.requester), now: minutesAfter(NOW, minutes) };
      return withoutAges(JSON.stringify(drawRequest({ ...open, preview }, viewing)));
    };

    for (const minutes of [1, 61, 3 * 24 * 60]) expect(at(minutes)).toBe(at(0));
  });
});

describe('a time left in a message', () => {
  it('stands with the clock it was read from', () => {
    const { text } = drawNotice({ kind: 'approvalNeeded' }, sampleRequest('awaitingApproval'), { names: NAMES, now: NOW }); // prettier-ignore

    expect(text).toContain('Until Sun 29 Mar 2026 11:48 Europe/Oslo (48 min left at 11:00).');
  });
});
