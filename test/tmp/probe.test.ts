import { parseTime } from '../../src/recovery/parse-time';
const OSLO = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
it('x', () => {
  const out = ['', '03/04','27/03/2026','02.03.','2026/03/27','27-03-2026 14:30','14.30','may','now','saturday morning','last night','recently','the weekend','last friday','before the incident','tomorrow','today 14:30','30 mar','next friday','in 2 hours','2027-01-01','after today','30 feb','29 feb','2026-02-30','25:61','13pm','#0','yesteday','just before 14:30','27 hours','9','yesterday please','before latest','yesterday friday','fri 28 mar','fri 28 mar 14:30', 'friday 2026-03-28','14:30 JST','14:30 IST','yesterday 14:30 CET','14:30 please','yesterday tara','26 huors ago','sundya','fridya 14:30 Asia/Tokyo','before fridya','a few days ago','last week','saturday night','around 14:30','this morning','midnight','before midnight','noon', '1430', 'friday 9','the incident at fridya 10:00', 'thu 26 nvo','14:30 + 09:00', 'gestern','1e9 hours ago','-3 days ago','march 2026','newest','snapshot #2']
   .map((t) => { const p = parseTime(t, OSLO); return `${t} => ${p.kind === 'refusedTime' ? p.because + ' ' + JSON.stringify(p.rewrites) : p.kind}`; });
  console.log(out.join('\n'));
});
