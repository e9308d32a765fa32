/**
 * The typed twins of buttons. Typing carries no power: the answer is the request's card with the button, or the reason why there is none.
 */
import { REASONED_VERBS, type Draft } from '../../approvals/approval';
import { tooFewApprovers } from '../../approvals/policy';
import { refused, type Refusal } from '../../approvals/refusal';
import { stateWords } from '../../cards/state-words';
import type { RecoveryRequest } from '../../recovery/request';
import type { PressVerb } from '../../recovery/acts';
import { foreseenRefusals } from '../../usecases/foreseen-refusals';
import type { UsecasePorts } from '../../usecases/ports';
import { viewRequest } from '../../usecases/view-request';
import { refuses } from '../reply';
import type { Asker, Command, CommandOf } from './command';
import { twinAsker } from './twin-asker';
import { BUTTON_OF, twinRefusal, type Twin } from './twin-rules';

export const bringButton: Command<CommandOf<Twin>> = async (command, asker, ports) => {
  const request = await ports.requests.find(command.id);
  if (!request) return refuses(refused('noSuchRequest', { requestId: command.id }));
  const { id: requestId, state } = request;
  const refusal =
    twinRefusal(command.kind, request, twinAsker(asker, ports)) ?? (await foreseen(command, { request, asker }, ports));
  return refusal
    ? refuses({ ...refusal, facts: { requestId, state: stateWords(state), ...refusal.facts } })
    : { kind: 'request', requestId, draft: draftOf(command, request, asker) };
};

/** Where the rules about people decide, what they would refuse has no button either. */
async function foreseen(
  { kind }: CommandOf<Twin>,
  { request, asker }: { readonly request: RecoveryRequest; readonly asker: Asker },
  ports: UsecasePorts,
): Promise<Refusal | undefined> {
  const verb = BUTTON_OF[kind];
  if (!isReasoned(verb)) return undefined;
  const view = await viewRequest(request, ports);
  const { [verb]: because } = foreseenRefusals(view, asker, ports);
  if (because === 'tooFewApprovers' && view.approval) return tooFewApprovers(view.approval.quorum);
  return because && refused(because);
}

const isReasoned = (verb: PressVerb): verb is Draft['verb'] => REASONED_VERBS.some((known) => known === verb);

function draftOf(
  command: CommandOf<Twin>,
  { revision }: RecoveryRequest,
  { personId: byId }: Asker,
): Draft | undefined {
  return 'reason' in command && command.reason !== undefined
    ? { byId, revision, verb: BUTTON_OF[command.kind], reason: command.reason }
    : undefined;
}
