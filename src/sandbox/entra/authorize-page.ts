import { html, raw } from 'hono/html';
import { TENANT_NAME, type CastMember } from '../cast';
import type { TokenError } from './token-error';

/** @param linkFor - where the browser goes when that person is picked */
export function pickPage(people: readonly CastMember[], linkFor: (person: CastMember) => string) {
  return page(
    'Pick an account',
    html`<p>Who signs in to ${TENANT_NAME}?</p>
      <ul>
        ${people.map(
          (person) =>
            html`<li>
              <a href="${linkFor(person)}"><b>${person.name}</b><br />${person.signInName}</a>
            </li>`,
        )}
      </ul>`,
  );
}

export function stoppedPage({ text }: TokenError) {
  return page('Sorry, but we’re having trouble signing you in.', html`<p>${text}</p>`);
}

const STYLE = raw(`
  body {
    font:
      16px/1.5 system-ui,
      sans-serif;
    max-width: 28rem;
    margin: 2rem auto;
    padding: 0 1rem;
  }
  ul {
    list-style: none;
    padding: 0;
  }
  a {
    display: block;
    padding: 0.5rem 0.75rem;
    margin: 0.25rem 0;
    border: 1px solid #bbb;
    border-radius: 4px;
    color: inherit;
    text-decoration: none;
  }
  .pretend {
    background: #fde7a3;
    color: #000;
    padding: 0.25rem 0.75rem;
  }
`);

const page = (title: string, body: ReturnType<typeof html>) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} (pretend Microsoft Entra)</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <p class="pretend">This is a pretend Microsoft Entra on this machine. No password is asked for.</p>
        <h1>${title}</h1>
        ${body}
      </body>
    </html>`;
