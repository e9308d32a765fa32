import type { Rule } from 'eslint';

export const glossary: Rule.RuleModule;
