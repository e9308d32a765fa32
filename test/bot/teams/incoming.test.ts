import { incomingSchema, speakerOf } from '../../../src/bot/teams/incoming';

const message = (more: object) =>
  incomingSchema.parse({
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    from: { id: '29:ana', aadObjectId: '00000000-0000-4000-8000-0000000000A1' },
    recipient: { id: '28:bot' },
    conversation: { id: 'a:1' },
    ...more,
  });
const clientInfo = (timezone: unknown) => ({ entities: [{ type: 'mention' }, { type: 'clientInfo', timezone }] });

describe('the zone of whoever speaks', () => {
  it.each([
    ['told with the message', { localTimezone: 'Europe/Oslo' }, 'Europe/Oslo'],
    ['told by the client alone', clientInfo('Asia/Tokyo'), 'Asia/Tokyo'],
    ['told by both', { localTimezone: 'Europe/Oslo', ...clientInfo('Asia/Tokyo') }, 'Europe/Oslo'],
    ['told unusably with the message', { localTimezone: 'Romance Standard Time', ...clientInfo('Europe/Paris') }, 'Europe/Paris'],
    ['told by nobody', {}, undefined],
    ['no zone at all', clientInfo(7), undefined],
    ['one that nobody can calculate with', { localTimezone: 'ACT' }, undefined],
  ])('%s', (_, more, zone) => {
    expect(speakerOf(message(more)).zone).toBe(zone);
  }); // prettier-ignore
});
