/** The sentences people read, behind one door. */
export { broughtSentence } from './brought-sentence';
export { brokenSentence, failureSentence } from './failure-sentences';
export { hazardSentence } from './hazard-sentences';
export { refusalSentence } from './refusal-sentences';
export { SIGN_IN_PAGE, signInSentence } from './sign-in-sentences';
export { stateWords } from './state-words';
