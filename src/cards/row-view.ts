/** How a change is shown as a row: to whom, how much of it, and in which tense. */
import type { Names } from './card';
import type { Detail } from './fit';
import type { Tense } from './tense';

export interface RowView {
  readonly names: Names;
  readonly mayShowValues: boolean;
  readonly detail: Detail;
  /** Of the request whose changes these are. */
  readonly tense: Tense;
  /** Lines about who made it what it is now, by the object's id. */
  readonly changedBy?: ((id: string) => readonly string[]) | undefined;
}
