import { CAST } from '../../cast';
import type { DirectoryObject } from '../state/directory-object';
import { EMERGENCY_ACCOUNT_ID, personId } from './people';

const id = (tail: string) => `30000000-0000-4000-8000-${tail.padStart(12, '0')}`;

export const GROUPS = {
  financeLeads: id('1'),
  engineering: id('2'),
  helpDesk: id('3'),
  allSales: id('4'),
  companyNews: id('5'),
  warehouse: id('6'),
  emergencyAccess: id('7'),
} as const;

interface GroupSeed {
  readonly id: string;
  readonly name: string;
  readonly nickname: string;
  readonly memberIds: readonly string[];
  readonly more?: DirectoryObject['attributes'];
}

/** @param people - how many ordinary people there are */
export function groupObjects(people: number, createdAt: string): readonly DirectoryObject[] {
  const members = (first: number, count: number) =>
    Array.from({ length: Math.max(0, Math.min(count, people - first)) }, (_, index) => personId(first + index));
  const seeds: readonly GroupSeed[] = [
    { id: GROUPS.financeLeads, name: 'Finance Leads', nickname: 'finance-leads', memberIds: members(0, 8) },
    {
      id: GROUPS.engineering,
      name: 'Engineering',
      nickname: 'engineering',
      memberIds: [...members(8, 16), CAST.dan.id],
    },
    { id: GROUPS.helpDesk, name: 'Help Desk Responders', nickname: 'help-desk', memberIds: members(24, 2), more: { isAssignableToRole: true } }, // prettier-ignore
    { id: GROUPS.allSales, name: 'All Sales', nickname: 'all-sales', memberIds: members(2, 1), more: { groupTypes: ['DynamicMembership'], membershipRule: '(user.department -eq "Sales")' } }, // prettier-ignore
    { id: GROUPS.companyNews, name: 'Company News', nickname: 'company-news', memberIds: members(0, 20), more: { groupTypes: ['Unified'], mailEnabled: true, mail: 'company-news@contoso.example' } }, // prettier-ignore
    { id: GROUPS.warehouse, name: 'Warehouse (on-premises)', nickname: 'warehouse', memberIds: members(7, 1), more: { onPremisesSyncEnabled: true } }, // prettier-ignore
    { id: GROUPS.emergencyAccess, name: 'Emergency Access Accounts', nickname: 'emergency-access', memberIds: [EMERGENCY_ACCOUNT_ID] }, // prettier-ignore
  ];
  return seeds.map(({ id, name, nickname, memberIds, more }) => ({
    type: 'group',
    id,
    createdAt,
    memberIds,
    attributes: {
      displayName: name,
      description: `${name} of the pretend tenant`,
      mail: null,
      mailEnabled: false,
      mailNickname: nickname,
      securityEnabled: true,
      visibility: 'Private',
      groupTypes: [],
      membershipRule: null,
      isAssignableToRole: null,
      onPremisesSyncEnabled: null,
      ...more,
    },
  }));
}
