import { useEffect, useState } from 'preact/hooks';
import { exactMoment, pretendNow } from './clock-time';
import { useDesk, usePart } from './page';

const MINUTE_MS = 60_000;
const JUMPS = [
  { title: '+10 min', ms: 10 * MINUTE_MS },
  { title: '+1 h', ms: 60 * MINUTE_MS },
  { title: '+1 day', ms: 1440 * MINUTE_MS },
];
const SPEEDS = [1, 10, 60, 600];

export function ClockPanel() {
  const desk = useDesk();
  const tenant = usePart((state) => state.tenant);
  const toldAt = usePart((state) => state.tenantAt);
  useTick();
  return (
    <section aria-label="Clock">
      <h3>Pretend clock</h3>
      <p class="time" data-testid="clock">
        {tenant ? exactMoment(pretendNow(tenant, performance.now() - toldAt)) : ''}
      </p>
      <div class="buttons" role="group" aria-label="Jump ahead">
        {JUMPS.map(({ title, ms }) => (
          <button key={title} type="button" onClick={() => void desk.wish('jump', { ms })}>
            {title}
          </button>
        ))}
        <select
          aria-label="Speed"
          value={String(tenant?.speed ?? 1)}
          onChange={({ currentTarget }) => void desk.wish('speed', { factor: Number(currentTarget.value) })}
        >
          {SPEEDS.map((factor) => (
            <option key={factor} value={String(factor)}>
              Speed ×{factor}
            </option>
          ))}
        </select>
      </div>
    </section>
  );
}

function useTick(): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      tick((count) => count + 1);
    }, 500);
    return () => {
      clearInterval(timer);
    };
  }, []);
}
