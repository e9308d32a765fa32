/** Microsoft cannot be read: while it lasts, and when nobody waits any more. */
import type { DrawnCard } from '../../cards/card';
import { noteSentences } from '../../cards/note-sentences';
import { drawRequest } from '../../cards/request-card';
import type { RecoveryStateName } from '../../recovery/request';
import { VIEWERS } from './sample-people';
import { ago, sampleRequest } from './sample-requests';
import { sampleViewing } from './sample-viewing';
import type { Shelf } from './shelf';

const REFUSED = { since: ago(20), refusedSince: ago(20), because: 'graph/forbidden', reference: '1f6a2c', saidAt: ago(15) }; // prettier-ignore
const BUSY = { since: ago(12), because: 'graph/unavailable', saidAt: ago(7) };

function drawn(state: RecoveryStateName, overrides: object): DrawnCard {
  const request = sampleRequest(state, overrides);
  const notes = noteSentences({ request, related: [], names: new Map(), reach: undefined });
  return drawRequest(request, { ...sampleViewing(VIEWERS.shared), notes });
}

/** Nobody has read what the preview found. */
const UNSEEN: readonly string[] = ['preview', 'reading'];

const givenUp = (during: string): DrawnCard =>
  drawn('failed', { outcome: undefined, ...(UNSEEN.includes(during) && { preview: undefined, votes: [] }), state: { name: 'failed', at: ago(3), during, because: 'couldNotBeRead', unreadSince: ago(2163), reference: '1f6a2c' } }); // prettier-ignore

export function awayShelf(): Shelf {
  return {
    title: 'Microsoft cannot be read',
    cards: {
      'away-previewing': drawn('previewing', { away: REFUSED }),
      'away-reading': drawn('reading', { away: BUSY }),
      'away-votes': drawn('awaitingApproval', { away: REFUSED }),
      'away-rechecking': drawn('rechecking', { away: REFUSED }),
      'away-recovering': drawn('recovering', { away: REFUSED }),
      'away-recovering-busy': drawn('recovering', { away: BUSY }),
      'given-up-preview': givenUp('preview'),
      'given-up-reading': givenUp('reading'),
      'given-up-votes': givenUp('approval'),
      'given-up-recheck': givenUp('recheck'),
      'given-up-recovery': givenUp('recovery'),
    },
  };
}
