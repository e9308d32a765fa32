/** How many different people must approve, the requester not among them. It comes from what is at stake, never from the requester (A6). */
export function quorumOf(): number {
  return 1;
}
