import { INCIDENT_KINDS, type IncidentKind } from '../graph/seed/incidents';
import type { Choice } from './wire';

const WORDS: { readonly [Kind in IncidentKind]: Omit<Choice, 'key'> } = {
  massDisable: { title: 'People disabled', description: 'A provisioning connector disables people, overwrites departments, deletes one; two join.' }, // prettier-ignore
  massDelete: { title: 'Mass delete', description: 'A script deletes 26 people, a group and an application. One person is gone for good.' }, // prettier-ignore
  policyLockout: { title: 'Conditional Access lock-out', description: 'A policy blocks everybody, and the emergency account loses its exclusion.' }, // prettier-ignore
  policyRelaxed: { title: 'Policy relaxed', description: 'Somebody switched a policy off and excluded people: going back enables it again.' }, // prettier-ignore
  consentPhishing: { title: 'Consent phishing', description: 'People consented to an application that reads everybody’s mail.' }, // prettier-ignore
  hrOverwrite: {
    title: 'HR overwrite',
    description: 'An HR feed writes the wrong department, title and office to people.',
  },
  privilegedGroup: {
    title: 'Privileged group',
    description: 'Two accounts got into a group that holds an Entra role.',
  },
  groupEmptied: { title: 'Groups emptied', description: 'Finance Leads and Help Desk Responders lose their members.' },
  appTampered: { title: 'Application tampered with', description: 'An application gets more rights, and tenant settings are weakened.' }, // prettier-ignore
  mixed: { title: 'Mixed attack', description: 'People, a privileged group, an application and Conditional Access at once.' }, // prettier-ignore
};

/** What people would want back, and why. */
const WISHES: { readonly [Kind in IncidentKind]: readonly [scope: string, reason: string] } = {
  massDisable: ['users', 'the HR connector went wrong'],
  massDelete: ['users, groups and apps', 'a script deleted them'],
  policyLockout: ['conditional access', 'everybody is locked out'],
  policyRelaxed: ['conditional access', 'somebody weakened a policy'],
  consentPhishing: ['service principals', 'people consented to a bad application'],
  hrOverwrite: ['users', 'the HR feed was wrong'],
  privilegedGroup: ['groups', 'strangers are in a privileged group'],
  groupEmptied: ['groups', 'two groups lost their members'],
  appTampered: ['apps and authorization policy', 'an application was tampered with'],
  mixed: ['everything', 'we are under attack'],
};

/** @param number - of the snapshot that everything should go back to, counted from the newest */
export function wishAfter(kind: IncidentKind, number: number): string {
  const [scope, reason] = WISHES[kind];
  return `restore ${scope} from ${number === 1 ? 'yesterday' : `#${String(number)}`} because ${reason}`;
}

/** In the order in which the console offers them. */
export const INCIDENT_CHOICES: readonly Choice[] = INCIDENT_KINDS.map((key) => ({ key, ...WORDS[key] }));
