import { refusedWhileAway } from '../../src/approvals/refused-while-away';
import { refusalSentence } from '../../src/cards/sentences';
import { DISK_FULL, OUTSIDES, UnavailableError, type AwayCode } from '../../src/shared/errors';

const CODES: Readonly<Record<(typeof OUTSIDES)[number], AwayCode>> = {
  database: 'store/away',
  redis: 'redis/unavailable',
  entra: 'identity/entra-away',
  graph: 'graph/unavailable',
  teams: 'teams/unavailable',
};
const said = (code: AwayCode, facts = {}, retryAfterMs?: number) =>
  refusalSentence(
    refusedWhileAway(new UnavailableError(code, 'postgres://rewind:hunter2@db', { retryAfterMs }), facts),
  );

describe('what is away', () => {
  it.each(OUTSIDES)('%s is called by its name, and nobody else is', (outside) => {
    const sentence = said(CODES[outside]);
    const names = { database: 'database', redis: 'Redis', entra: 'Entra', graph: 'Graph', teams: 'Teams' };

    for (const other of OUTSIDES) {
      if (other === outside) expect(sentence).toContain(names[other]);
      else expect(sentence).not.toContain(names[other]);
    }
    expect(sentence).toMatch(new RegExp(`Nothing was started\\..* Reference: ${CODES[outside]}\\.$`));
    expect(sentence).not.toContain('hunter2');
  });

  it.each(['identity/application-refused', 'graph/sign-on-refused', 'teams/sign-on-refused'] as const)(
    '%s is Rewind’s own sign-in refused: nobody is busy, and waiting mends nothing',
    (code) => {
      const sentence = said(code);

      expect(sentence).toContain('Microsoft refuses Rewind’s own sign-in');
      expect(sentence).toMatch(/Nothing was started\..*tell the people who run Rewind/);
      expect(sentence).not.toMatch(/busy|Try again/);
    },
  );

  it('a person’s sign-in that is refused is the person’s to mend', () => {
    const sentence = said('graph/person-refused');

    expect(sentence).toMatch(/does not take your sign-in.*Nothing was started\..*sign in anew/);
    expect(sentence).not.toMatch(/busy|Rewind’s own/);
  });

  it('says when to try again where that was told', () => {
    expect(said('graph/unavailable', {}, 30_000)).toContain('Try again in 1 minute.');
    expect(said('graph/unavailable', {}, 150_000)).toContain('Try again in 3 minutes.');
  });

  it('a full disk is called a full disk', () => {
    expect(said(DISK_FULL)).toContain('disk of Rewind’s database is full');
  });

  it('a press that may have been carried out is not said to have started nothing', () => {
    const sentence = said('store/away', { mayBeDone: 'yes', requestId: 'R-7K3Q' });

    expect(sentence).toMatch(/is not known; Rewind never starts twice\..*status R-7K3Q/);
    expect(sentence).not.toContain('Nothing was');
  });
});
