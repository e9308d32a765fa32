/** What a command answers with. The conversation posts it; a request's card is drawn from its state by the card board. */
import type { Draft } from '../approvals/approval';
import type { Refusal } from '../approvals/refusal';
import type { DrawnCard } from '../cards/card';
import { refusalSentence } from '../cards/sentences';
import type { WantedFile } from '../requests/wanted-file';
import type { RequestId } from '../shared/ids';

export type Reply =
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'card'; readonly drawn: DrawnCard }
  /** Offered in the asker's personal chat. */
  | { readonly kind: 'file'; readonly file: WantedFile }
  /** The request's live card, posted anew in this conversation; `text` is said before it. */
  | {
      readonly kind: 'request';
      readonly requestId: RequestId;
      readonly text?: string | undefined;
      readonly draft?: Draft | undefined;
    };

export const says = (text: string): Reply => ({ kind: 'sentence', text });
export const shows = (drawn: DrawnCard): Reply => ({ kind: 'card', drawn });
export const refuses = (refusal: Refusal): Reply => says(refusalSentence(refusal));
