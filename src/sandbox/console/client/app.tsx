import { useEffect } from 'preact/hooks';
import { Conversation } from './conversation';
import { keepDisplay } from './display';
import { DisplaySwitches } from './display-switches';
import { usePart } from './page';
import { PanelTabs } from './panel-tabs';
import { PeopleStrip } from './people-strip';
import { Places } from './places';
import { SignInDialog } from './sign-in-dialog';
import { TenantPanel } from './tenant-panel';
import { Toasts } from './toasts';

const CONNECTIONS = {
  connecting: 'Connecting to the sandbox…',
  lost: 'The sandbox does not answer. This page tries again by itself, every second.',
  paused: 'The tenant, the chats and Rewind are being started anew…',
  live: '',
};

export function App() {
  const display = usePart(({ display: now }) => now);
  const panel = usePart(({ panel: now }) => now);
  useEffect(() => {
    document.documentElement.dataset['theme'] = display.theme;
    keepDisplay(display);
  }, [display]);
  return (
    <div class="stage" data-width={display.width === 'desktop' ? 'desktop' : 'phone'}>
      <div class="app" data-panel={panel}>
        <p class="pretend">
          <strong>Pretend tenant. Nothing here is real.</strong>
          <span> Microsoft Entra, Graph and Teams are played on this machine; Rewind is the real one.</span>
        </p>
        <header class="top">
          <h1>Rewind sandbox</h1>
          <PeopleStrip />
          <DisplaySwitches />
        </header>
        <ConnectionBanner />
        <div class="columns">
          <Places />
          <Conversation />
          <TenantPanel />
        </div>
        <PanelTabs />
        <Toasts />
        <Announcer />
      </div>
      <SignInDialog />
    </div>
  );
}

function ConnectionBanner() {
  const connection = usePart((state) => state.connection);
  const error = usePart((state) => state.error);
  const words = CONNECTIONS[connection] || error || '';
  return (
    <p class="banner" role="status" data-testid="connection" data-connection={connection} hidden={words === ''}>
      {words}
    </p>
  );
}

/** Says what is new to somebody who listens. */
function Announcer() {
  const announcement = usePart((state) => state.announcement);
  return (
    <p class="hidden" aria-live="polite" data-testid="announcement">
      {announcement}
    </p>
  );
}
