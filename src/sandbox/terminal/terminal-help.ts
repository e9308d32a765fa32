import { MEMBERS } from '../cast';
import { INCIDENT_KINDS } from '../graph/seed/incidents';
import { standingOf } from '../standing-words';

export const HELP = `
People
${MEMBERS.map((person) => `  ${person.alias.padEnd(6)}${person.name}: ${standingOf(person)}`).join('\n')}

What they do (in the group chat, unless you add “in channel” or “in personal”)
  as ana: restore users from yesterday because the HR connector went wrong
  as ana press Start preview
  as ben press Approve                      the silent sign-on works in group and personal chats
  as ben press Approve in channel           in the channel Teams shows a sign-in button:
  as ben sign in                            … which this finishes (as ben sign in as cleo: with the wrong account)
  as ben press Reject reason=too broad
                                            what a card asks for is filled in by name (“show” names the fields), one after the other:
  as ben press Approve typedPolicy=Block legacy authentication reason=the lockout has to go
  as ben accept file, as ben decline file   the newest file that Rewind offers in the personal chat
  show, show in channel, as ben show        the newest card, as that person sees it

What happens to them
  incident <kind>                           ${INCIDENT_KINDS.join(', ')}
  portal recovery, portal preview           Gus starts one outside Rewind, and it holds the slot
  jump 2h, speed 60                         the pretend clock
  activate eva                              PIM makes her role active
  help, quit
`.trim();
