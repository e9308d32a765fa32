/** Words that creep in for things that have a name of ours (see src/recovery/terms.ts). */
const SYNONYMS = new Map([
  ['ticket', 'request'],
  ['reviewer', 'approver'],
  ['operator', 'requester or approver'],
  ['manager', 'the name of what it does'],
  ['helper', 'the name of what it does'],
  ['util', 'the name of what it does'],
  ['utils', 'the name of what it does'],
]);

const wordsOf = (name) => name.split(/(?=[A-Z])|[_-]/).map((word) => word.toLowerCase());

/** Rejects declared names that use another word for a thing the glossary names. */
module.exports.glossary = {
  meta: { type: 'suggestion', schema: [], messages: { synonym: '"{{word}}" is not a word of ours: say {{ours}}.' } },
  create(context) {
    const check = (node) => {
      if (node?.type !== 'Identifier') return;
      const word = wordsOf(node.name).find((part) => SYNONYMS.has(part));
      if (word) context.report({ node, messageId: 'synonym', data: { word, ours: SYNONYMS.get(word) } });
    };
    return {
      VariableDeclarator: (node) => check(node.id),
      FunctionDeclaration: (node) => check(node.id),
      ClassDeclaration: (node) => check(node.id),
      TSInterfaceDeclaration: (node) => check(node.id),
      TSTypeAliasDeclaration: (node) => check(node.id),
    };
  },
};
