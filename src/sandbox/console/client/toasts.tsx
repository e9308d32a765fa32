import { useEffect } from 'preact/hooks';
import { useDesk, usePart } from './page';
import type { Toast } from './state';

const SHOWN_MS = 8_000;

export function Toasts() {
  const toasts = usePart((state) => state.toasts);
  return (
    <div class="toasts" role="status" aria-label="Notifications">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast: { id, place, from, text } }: { readonly toast: Toast }) {
  const desk = useDesk();
  const name = usePart(({ welcome }) => welcome?.places.find(({ key }) => key === place)?.name);
  const close = () => {
    desk.store.set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
  };
  useEffect(() => {
    const timer = setTimeout(close, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return (
    <div class="toast">
      <button
        type="button"
        class="open"
        onClick={() => {
          desk.go({ place });
          close();
        }}
      >
        <small>
          {from} in {name}
        </small>
        <span>{text}</span>
      </button>
      <button type="button" class="quiet" aria-label="Close notification" onClick={close}>
        ×
      </button>
    </div>
  );
}
