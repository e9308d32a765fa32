/** The sentences people read, behind one door. */
export { broughtSentence } from './brought-sentence';
export { brokenSentence } from './failure-sentences';
export { refusalSentence } from './refusal-sentences';
export { SIGN_IN_PAGE, signInSentence } from './sign-in-sentences';
