/** What stands beside a sample request when its card is drawn. */
import type { Viewer, Viewing } from '../../cards/card';
import { NAMES } from './sample-people';
import { CHANGES, NOW } from './sample-requests';

export function sampleViewing(viewer: Viewer): Viewing {
  return {
    viewer,
    now: NOW,
    names: NAMES,
    rows: CHANGES,
    mayShowValues: !viewer.isShared && viewer.standing !== 'none',
    mayPostValues: !viewer.isShared,
    notes: ['Another open request touches the same things: R-8H2M. Look at it first.'],
    windows: { approvalMinutes: 60, executionMinutes: 15, previewMaxAgeMinutes: 30 },
  };
}
