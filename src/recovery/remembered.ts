/** What kept changes know of objects that the directory has forgotten, or calls something else by now. */
import type { ObjectId } from '../shared/ids';
import type { ScopeObject } from './scope';
import type { EntityType } from './terms';

/** Of which object, by what is known of it. A name in any spelling: display name, sign-in name or mail address, exactly. */
export type RememberedQuestion = { readonly type?: EntityType | undefined } & (
  { readonly by: 'name'; readonly name: string } | { readonly by: 'id'; readonly id: ObjectId }
);

/** As the newest kept change tells of it; what it is called by now is not known. */
export interface RememberedObject extends ScopeObject {
  /** Its sign-in name, where the change touched that. */
  readonly detail?: string | undefined;
}
