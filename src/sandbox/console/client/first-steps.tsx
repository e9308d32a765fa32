import { useDesk, usePart } from './page';
import { stepsOf, type Step } from './steps';

/** What to try: the main story, one step after the other. */
export function FirstSteps() {
  const steps = useSteps();
  const current = steps.findIndex(({ isDone }) => !isDone);
  const step = steps[current];
  if (steps.length === 0) return null;
  return (
    <section class="steps" aria-label="What to try" data-testid="first-steps">
      <StepNow step={step} count={`${String(current + 1)} of ${String(steps.length)}`} />
      <details>
        <summary>All steps</summary>
        <ol>
          {steps.map(({ title, hint, isDone }, index) => (
            <li key={title} class={isDone ? 'done' : ''} aria-current={index === current ? 'step' : undefined}>
              <strong>{title}</strong> {hint}
              {isDone && <span class="hidden"> (done)</span>}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

function StepNow({ step, count }: { readonly step: Step | undefined; readonly count: string }) {
  const desk = useDesk();
  if (!step) return <p class="step-now">Done: two people have brought the tenant back. Run another incident, or look at the tenant.</p>; // prettier-ignore
  const { title, hint, say, become } = step;
  return (
    <p class="step-now">
      <span class="tag">Try it, {count}</span> <strong>{title}.</strong> {hint}{' '}
      {say !== undefined && (
        <button type="button" class="link" onClick={() => void desk.say({ text: say })}>
          {say}
        </button>
      )}
      {become !== undefined && (
        <button
          type="button"
          class="link"
          onClick={() => {
            desk.go({ person: become });
          }}
        >
          {title}
        </button>
      )}
    </p>
  );
}

function useSteps(): readonly Step[] {
  const tenant = usePart((state) => state.tenant);
  const person = usePart(({ looking }) => looking.person);
  return tenant ? stepsOf(tenant.story, person) : [];
}
