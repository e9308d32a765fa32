/** The sentences people read, behind one door. */
export { brokenSentence, failureSentence } from './failure-sentences';
export { hazardSentence } from './hazard-sentences';
export { refusalSentence } from './refusal-sentences';
export { doneSentence, SIGN_IN_PAGE, signInSentence } from './sign-in-sentences';
export { stateWords } from './state-words';
