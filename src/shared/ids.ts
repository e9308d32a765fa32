/** Branded ids: text that has been checked where it entered, and cannot be mistaken for another kind of text. */
declare const brand: unique symbol;
type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };

/** What people say and type: `R-7K3Q`. */
export type RequestId = Brand<string, 'RequestId'>;
export type TenantId = Brand<string, 'TenantId'>;
/** Entra object id of a person, lower case. */
export type PersonId = Brand<string, 'PersonId'>;
/** Entra object id of any directory object, lower case. */
export type ObjectId = Brand<string, 'ObjectId'>;
/** Opaque in Graph; never parsed, always percent-encoded in paths. */
export type SnapshotId = Brand<string, 'SnapshotId'>;
export type PreviewJobId = Brand<string, 'PreviewJobId'>;
export type RecoveryJobId = Brand<string, 'RecoveryJobId'>;
/** A Teams conversation. A channel thread has its own. */
export type ConversationId = Brand<string, 'ConversationId'>;
/** A posted message in a conversation, which can be edited later. */
export type ActivityId = Brand<string, 'ActivityId'>;
/** A press that is held until the sign-in page finishes it. */
export type PressId = Brand<string, 'PressId'>;
/** SHA-256, 64 hex digits. */
export type Digest = Brand<string, 'Digest'>;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the 8-4-4-4-12 hex form, in any case. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}
