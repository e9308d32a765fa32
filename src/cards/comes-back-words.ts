/** What comes back together with people and applications, although nobody asked for it: said on plan, approval and finish. */
import type { HazardKind } from '../recovery/hazard';
import type { RecoveryRequest } from '../recovery/request';
import type { Scope } from '../recovery/scope';
import type { EntityType } from '../recovery/terms';

const PEOPLE =
  'People who come back have their earlier sign-in methods again, an attacker’s included; passwords and Temporary Access Passes do not come back.';
const APPLICATIONS = 'Applications that are restored have the secrets they had, an attacker’s included.';

/** On the plan: nobody knows yet what it will find. */
export function broughtAlongLines({ plan: { scope } }: Pick<RecoveryRequest, 'plan'>): readonly string[] {
  const types = typesOf(scope);
  return [
    ...(types.includes('user') ? [PEOPLE] : []),
    ...(types.includes('application') || types.includes('servicePrincipal') ? [APPLICATIONS] : []),
  ];
}

const BRINGING: readonly EntityType[] = ['user', 'application', 'servicePrincipal'];

function typesOf(scope: Scope): readonly EntityType[] {
  if (scope.kind === 'everything') return BRINGING;
  return scope.kind === 'types' ? scope.types : scope.objects.map(({ type }) => type);
}

const AFTERWARDS: Readonly<Partial<Record<HazardKind, string>>> = {
  oldSignInMethodsReturn:
    'People who came back have their earlier sign-in methods, an attacker’s included; those who were deleted need a new password. Where it is not known how they were lost, remove the methods, revoke the sessions and register anew.',
  oldSecretsReturn:
    'Applications that were restored have the secrets and certificates they had: remove those that are not known to be yours, before anything else.',
};

/** On the finish, of what was recovered. */
export function afterwardsLines({ preview }: Pick<RecoveryRequest, 'preview'>): readonly string[] {
  return (preview?.hazards ?? []).flatMap(({ kind }) => AFTERWARDS[kind] ?? []);
}
