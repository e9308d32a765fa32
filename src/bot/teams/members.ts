/** Is the speaker a member of our tenant, and no guest? Asked of the channel; who cannot be asked about is refused by the error. */
import type { TurnContext } from 'botbuilder';
import { UnavailableError } from '../../shared/errors';
import { isGuid, type ObjectId } from '../../shared/ids';
import type { Connector, Member } from './connector';
import { foundOrAbsent } from './found-or-absent';
import type { Incoming } from './incoming';

const REMEMBERED_MS = 5 * 60_000;
const MAX_REMEMBERED = 5_000;

export class Members {
  private readonly connector: Connector;
  private readonly tenantId: string;
  private readonly known = new Map<string, { readonly until: number; readonly member: Promise<Member | undefined> }>();

  constructor(connector: Connector, tenantId: string) {
    this.connector = connector;
    this.tenantId = tenantId;
  }

  /** @throws UnavailableError when the channel cannot be asked */
  async isMember(context: TurnContext, { from }: Incoming): Promise<boolean> {
    const member = await this.find(context, from.id);
    return member !== undefined && this.isOurs(member) && same(objectIdOf(member), from.aadObjectId);
  }

  /** The person's Entra object id; `undefined` for anybody the channel does not tell it of. */
  async objectIdOf(context: TurnContext, teamsId: string): Promise<ObjectId | undefined> {
    const id = objectIdOf((await this.find(context, teamsId)) ?? {});
    return id && isGuid(id) ? (id.toLowerCase() as ObjectId) : undefined;
  }

  private isOurs({ userRole, tenantId, userPrincipalName }: Member): boolean {
    return userRole === 'user' && same(tenantId, this.tenantId) && !(userPrincipalName ?? '').includes('#EXT#');
  }

  private async find(context: TurnContext, teamsId: string): Promise<Member | undefined> {
    const key = `${context.activity.conversation.id}|${teamsId}`;
    const known = this.known.get(key);
    if (known && known.until > Date.now()) return await known.member;
    const member = this.ask(context, teamsId);
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(key, { until: Date.now() + REMEMBERED_MS, member });
    // Who was not found is asked about anew each time: the next answer may be another.
    const forget = (): boolean => this.known.delete(key);
    member.then((found) => found ?? forget(), forget);
    return await member;
  }

  private async ask(context: TurnContext, teamsId: string): Promise<Member | undefined> {
    try {
      return await foundOrAbsent(() => this.connector.member(context, teamsId));
    } catch (error) {
      throw new UnavailableError('teams/members-unknown', 'the channel does not tell who is speaking', {
        cause: error,
      });
    }
  }
}

const objectIdOf = ({ aadObjectId, objectId }: Pick<Member, 'aadObjectId' | 'objectId'>) => aadObjectId ?? objectId;

const same = (one: string | null | undefined, other: string | null | undefined): boolean =>
  typeof one === 'string' && one !== '' && one.toLowerCase() === other?.toLowerCase();
