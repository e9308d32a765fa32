/** Makes a forgotten case a compile error, and a loud one if data lied. */
export function unreachable(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}
