/**
 * A fingerprint of what a preview found, for exactly the changes that it found: counts, hazards and age decide how many have to approve, so
 * they are as they were read, or nothing runs. What the audit log told is not in it: nothing is decided by that.
 */
import { canonicalJson, sha256 } from '../approvals/digest';
import type { Digest } from '../shared/ids';
import type { Json } from '../shared/json';
import { previewResultSchema, type PreviewResult } from './preview-result';

const sealedSchema = previewResultSchema.omit({ audit: true, seal: true });

function sealOf(preview: PreviewResult, digest: Digest): string {
  const found = JSON.parse(JSON.stringify(sealedSchema.parse(preview))) as Json;
  return sha256(canonicalJson({ digest, found }));
}

/** @param digest - of the changes that the preview is about */
export const sealed = (preview: PreviewResult, digest: Digest): PreviewResult => ({
  ...preview,
  seal: sealOf(preview, digest),
});

export const isSealed = (preview: PreviewResult, digest: Digest): boolean => preview.seal === sealOf(preview, digest);
