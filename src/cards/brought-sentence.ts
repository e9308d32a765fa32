/** Where a person's own card was posted, when it cannot be the answer to a press. */
export type Brought = 'here' | 'personalChat' | 'nowhere';

const SENTENCES: { readonly [Where in Brought]: string } = {
  here: 'This is the card as it is now.',
  personalChat: 'I have sent it to your personal chat with me: only you should see it.',
  nowhere: 'Only you should see this. Add me to your personal apps, say hello to me there, and press again.',
};

export const broughtSentence = (where: Brought): string => SENTENCES[where];
