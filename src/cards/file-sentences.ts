/** What is said about a file that somebody asked for. */
import type { WantedFile } from '../requests/wanted-file';

/** What brings the file again, as it is typed. */
const commandFor = ({ kind, requestId }: WantedFile): string => `${kind} ${requestId}`;

export const fileDescription = ({ requestId }: WantedFile): string =>
  `The whole story of ${requestId}: request, votes, hashes, Microsoft’s jobs, record entries.`;

export const fileSentences = {
  offeredInPersonalChat: () => 'A file goes to a personal chat only. I have offered it to you in ours.',
  addMeFirst: (file: WantedFile) =>
    `A file goes to a personal chat only. Add me to your personal apps, and write to me there: ${commandFor(file)}`,
  tooLarge: (file: WantedFile) =>
    `The file is too large to be sent here. Nothing was sent. Ask the people who run Rewind for it: npm run evidence -- ${file.requestId}`,
  sent: (name: string) => `${name} is in your OneDrive now, and stands below.`,
  declined: (file: WantedFile) => `Nothing was sent. When you want the file after all, write: ${commandFor(file)}`,
  offerIsOver: () => 'This offer was used already, or it is over. Nothing was sent. Write the command again.',
  offeredToSomebodyElse: () => 'This file was offered to somebody else. Nothing was sent. Write the command yourself.',
  strangePlace: () =>
    'Teams named a place for the file that Rewind may not send to (FILE_HOSTS). Nothing was sent. Tell the people who run Rewind.',
  changedMeanwhile: (file: WantedFile) =>
    `The request moved on while its file was being sent, so the file is not whole. Write again: ${commandFor(file)}`,
  storageRefused: (file: WantedFile) =>
    `Your OneDrive refused the file. Look whether it is full, and write again: ${commandFor(file)}`,
  storageAway: (file: WantedFile) =>
    `Your OneDrive does not answer at the moment, so the file is not there. Wait a minute, and write again: ${commandFor(file)}`,
} as const;
