import { useEffect, useRef, useState } from 'preact/hooks';
import type { ShownMessage } from '../wire';

const NEAR_PX = 80;
/** What comes later is no answer to that press. */
const ANSWER_WITHIN_MS = 10_000;

export interface Followed {
  readonly newest: ShownMessage | undefined;
  /** Who reads: whoever speaks is at the end. */
  readonly person: string;
  /** Goes up with each press whose answer may be a new message. */
  readonly asked: number;
}

/**
 * The log stays at its end while it grows, unless somebody has gone up to read: then it says that there is more below. The answer to a
 * press is brought into view from its beginning, unless the person has scrolled since.
 */
export function useFollowing({ newest, person, asked }: Followed) {
  const log = useRef<HTMLDivElement>(null);
  const known = useRef<Known>({ height: 0, isAtEnd: true, asked, answerUntil: 0 });
  const [hasBelow, setHasBelow] = useState(false);
  const toEnd = () => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  };
  useEffect(() => {
    if (known.current.asked !== asked) known.current.answerUntil = performance.now() + ANSWER_WITHIN_MS;
    known.current.asked = asked;
  }, [asked]);
  useEffect(() => {
    const element = log.current;
    if (!element) return undefined;
    if (newest) arrive(newest, { log: element, known: known.current, person, setHasBelow });
    return follow(element, known.current, setHasBelow);
  }, [newest?.id]);
  return { log, hasBelow, toEnd };
}

interface Known {
  height: number;
  isAtEnd: boolean;
  asked: number;
  /** Until then a new message of the bot answers a press. */
  answerUntil: number;
}

interface Reading {
  readonly log: HTMLElement;
  readonly known: Known;
  readonly person: string;
  readonly setHasBelow: (hasBelow: boolean) => void;
}

function arrive({ id, from }: ShownMessage, { log, known, person, setHasBelow }: Reading): void {
  if (from === person) known.isAtEnd = true;
  else if (from === 'bot' && performance.now() < known.answerUntil) bringIntoView(log, id, known);
  else if (!known.isAtEnd) setHasBelow(true);
}

function bringIntoView(log: HTMLElement, id: string, known: Known): void {
  known.answerUntil = 0;
  const message = log.querySelector<HTMLElement>(`[data-message="${id}"]`);
  if (!message) return;
  const isTall = message.offsetHeight > log.clientHeight;
  const isLast = message.getBoundingClientRect().bottom > (log.lastElementChild?.getBoundingClientRect().bottom ?? 0) - NEAR_PX; // prettier-ignore
  known.isAtEnd = isLast && !isTall;
  known.height = log.scrollHeight;
  message.scrollIntoView({ block: isTall ? 'start' : 'nearest' });
}

function follow(element: HTMLElement, known: Known, setHasBelow: (hasBelow: boolean) => void): () => void {
  const scrolled = () => {
    // What grows or shrinks scrolls too: that is nobody's wish.
    if (element.scrollHeight !== known.height) return;
    known.isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    if (known.isAtEnd) setHasBelow(false);
  };
  const wandered = () => {
    known.answerUntil = 0;
  };
  const grown = new ResizeObserver(() => {
    known.height = element.scrollHeight;
    if (known.isAtEnd) element.scrollTop = element.scrollHeight;
  });
  element.addEventListener('scroll', scrolled);
  for (const kind of WANDERINGS) element.addEventListener(kind, wandered, { passive: true });
  grown.observe(element);
  for (const child of element.children) grown.observe(child);
  return () => {
    element.removeEventListener('scroll', scrolled);
    for (const kind of WANDERINGS) element.removeEventListener(kind, wandered);
    grown.disconnect();
  };
}

/** How people scroll with a mouse or a finger. */
const WANDERINGS = ['wheel', 'touchmove'] as const;
