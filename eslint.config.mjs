import tsdoc from 'eslint-plugin-tsdoc';
import tseslint from 'typescript-eslint';
import { glossary } from './eslint/glossary.cjs';

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'data', 'out', 'node_modules'] },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.ts', 'bench/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { tsdoc, rewind: { rules: { glossary } } },
    rules: {
      'tsdoc/syntax': 'error',
      'rewind/glossary': 'error',
      // Code lines: nobody drops a comment to stay below.
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', { max: 3 }],
      complexity: ['error', { max: 8, variant: 'modified' }],
      'no-restricted-properties': ['error', { object: 'jest', property: 'mock', message: 'Fake only the outside.' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
      'max-params': ['error', { max: 4 }],
    },
  },
);
