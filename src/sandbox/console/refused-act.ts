/** What somebody wanted cannot be done now: a sentence for the person at the page, never a stack. */
export class RefusedAct extends Error {
  override readonly name = 'RefusedAct';
}
