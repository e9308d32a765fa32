import type { CastMember } from './cast';

const ROLE_WORDS = {
  backupAdministrator: 'Entra Backup Administrator',
  backupReader: 'Entra Backup Reader',
  globalAdministrator: 'Global Administrator',
} as const;

/** A person's role in a few words. */
export function standingOf({ role, isEligibleOnly, isGuest }: CastMember): string {
  if (isGuest) return 'guest';
  if (!role) return 'no role';
  return `${ROLE_WORDS[role]}${isEligibleOnly ? ', once activated' : ''}`;
}
