export { signInOnPage } from '../../src/sandbox/terminal/sign-in-on-page';
