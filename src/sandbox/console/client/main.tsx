import { render } from 'preact';
import { App } from './app';
import { lookingFrom } from './address';
import { Desk } from './desk';
import { readDisplay } from './display';
import { DeskProvider } from './page';
import { firstState, Store } from './state';
import './style/base.css';
import './style/frame.css';
import './style/conversation.css';
import './style/cards.css';
import './style/panels.css';

const desk = new Desk(new Store(firstState(lookingFrom(window.location.hash), readDisplay())));
desk.start();
const root = document.getElementById('app');
if (root) {
  root.replaceChildren();
  render(
    <DeskProvider value={desk}>
      <App />
    </DeskProvider>,
    root,
  );
}
