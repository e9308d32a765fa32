import { RuleTester } from 'eslint';
import { glossary } from '../../eslint/glossary.cjs';

// ESLint's own tester makes a test of each example.
new RuleTester().run('glossary', glossary, {
  valid: ['const approverIds = [];', 'function planRecovery() {}'],
  invalid: [
    { code: 'const ticketId = 1;', errors: 1 },
    { code: 'function findReviewer() {}', errors: 1 },
  ],
});
