import { useDesk, usePart } from './page';

const EXAMPLES = ['snapshots', 'preview conditional access from yesterday', 'requests', 'help'];

/** Something to begin with, where nothing has been said yet. */
export function Examples() {
  const desk = useDesk();
  const wish = usePart(({ tenant }) => tenant?.story.wish);
  const person = usePart(({ looking, welcome }) => welcome?.people.find(({ alias }) => alias === looking.person));
  return (
    <div class="empty">
      <p>
        Nothing has been said here yet. Type as <strong>{person?.name}</strong>, or click what people say:
      </p>
      <ul class="chips" aria-label="Examples">
        {[...(wish === undefined ? [] : [wish]), ...EXAMPLES].map((text) => (
          <li key={text}>
            <button type="button" onClick={() => void desk.say({ text })}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
