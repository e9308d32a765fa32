/** Values that stand in examples and belong to nobody: who packs or installs with them has forgotten to fill them in. */
import type { Problem, SettingName, Settings } from './settings';

const PLACEHOLDER = 'still has the value of an example: fill in your own';
/** All zeros, one digit repeated, or digits counted up. */
const EXAMPLE_ID = /^(.)\1{7}-(\1{4}-){3}\1{12}$|^(0{8}-(0{4}-){3}|12345678-1234-1234-1234-)/;
/** Kept for examples by RFC 2606, and the names that Microsoft's own documentation uses. */
const EXAMPLE_HOST =
  /(^|\.)(example(\.(com|net|org))?|test|invalid|localhost|contoso\.(com|net|org)|fabrikam\.(com|net|org))$/;

/** @returns a problem for each of `names` that is an example's */
export function exampleProblems(settings: Settings, names: readonly SettingName[]): readonly Problem[] {
  return names.filter((name) => isExample(settings[name])).map((setting) => ({ setting, problem: PLACEHOLDER }));
}

function isExample(value: Settings[SettingName]): boolean {
  if (typeof value !== 'string') return false;
  return EXAMPLE_ID.test(value) || (URL.canParse(value) && EXAMPLE_HOST.test(new URL(value).hostname));
}
