/** When those who may approve are reminded (A24): while *Approve* starts at once still. */
import { freshEndOf, isPreviewTooOld, type AgedPreview, type Windows } from './windows';

interface ApprovalWindow {
  readonly opensAt: Date;
  readonly expiresAt: Date;
}

export const halfOf = ({ opensAt, expiresAt }: ApprovalWindow): Date => between(opensAt, expiresAt, 1 / 2);

/**
 * At two thirds of the preview's age. Where that was past when the window opened, half of what is left of it; where nothing was left, or
 * the window is shorter, half the window.
 */
export function remindAtOf(
  window: ApprovalWindow,
  preview: AgedPreview | undefined,
  windows: Pick<Windows, 'previewMaxAge'>,
): Date {
  const { opensAt, expiresAt } = window;
  if (!preview || isPreviewTooOld(preview, opensAt, windows)) return halfOf(window);
  const freshEnd = freshEndOf(preview, windows);
  const twoThirds = between(preview.computedAt, freshEnd, 2 / 3);
  const remindAt = twoThirds > opensAt ? twoThirds : between(opensAt, freshEnd, 1 / 2);
  return remindAt < expiresAt ? remindAt : halfOf(window);
}

const between = (from: Date, to: Date, share: number): Date =>
  new Date(from.getTime() + share * (to.getTime() - from.getTime()));
