/** Addresses of messages in Teams, which the console opens by itself: nothing outside this machine is asked. Pure. */
const MESSAGE = /^https:\/\/teams\.microsoft\.com\/l\/message\/[^/]+\/(\d+)/;

/** @returns the id of the message, or undefined for any other address */
export const messageIn = (url: string): string | undefined => MESSAGE.exec(url)?.[1];
