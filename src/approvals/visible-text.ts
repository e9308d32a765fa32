/** What a person can see of a text: only that is judged. What is kept stays as it was written, for some scripts and emoji need their joiners. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/gu;

export function visibleText(text: string | undefined): string {
  return (text ?? '').replace(UNSEEN, '').trim();
}
