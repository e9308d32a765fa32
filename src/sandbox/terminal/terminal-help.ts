import { MEMBERS, type CastMember } from '../cast';
import { INCIDENT_KINDS } from '../graph/seed/incidents';

const ROLE_WORDS = {
  backupAdministrator: 'Entra Backup Administrator',
  backupReader: 'Entra Backup Reader',
  globalAdministrator: 'Global Administrator',
} as const;

function standingOf({ role, isEligibleOnly, isGuest }: CastMember): string {
  if (isGuest) return 'guest';
  if (!role) return 'no role';
  return `${ROLE_WORDS[role]}${isEligibleOnly ? ', once activated' : ''}`;
}

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
  show, show in channel, as ben show        the newest card, as that person sees it

What happens to them
  incident <kind>                           ${INCIDENT_KINDS.join(', ')}
  jump 2h, speed 60                         the pretend clock
  activate eva                              PIM makes her role active
  help, quit
`.trim();
