import { useDesk, usePart } from './page';

/** `ana2` → `Ana 2`: two people may have the same name. */
const shortName = (alias: string): string =>
  `${alias.charAt(0).toUpperCase()}${alias.slice(1).replace(/(\d+)$/, ' $1')}`;

/** Who sits at the page. */
export function PeopleStrip() {
  const desk = useDesk();
  const people = usePart(({ welcome }) => welcome?.people);
  const person = usePart(({ looking }) => looking.person);
  const current = people?.find(({ alias }) => alias === person);
  return (
    <fieldset class="people">
      <legend>You are</legend>
      <div class="avatars">
        {people?.map(({ alias, name, standing }) => (
          <label key={alias} class="avatar" title={`${name}: ${standing}`}>
            <input
              type="radio"
              name="person"
              value={alias}
              checked={alias === person}
              aria-label={`${name}, ${standing}`}
              onChange={() => {
                desk.go({ person: alias });
              }}
            />
            <span aria-hidden="true">{shortName(alias)}</span>
          </label>
        ))}
      </div>
      <p class="current" data-testid="current-person">
        <strong>{current?.name ?? ''}</strong>
        <span>{current?.standing ?? ''}</span>
      </p>
    </fieldset>
  );
}
