import { type Finding, finding } from '../finding.ts';
import { servedVersion } from '../kinds.ts';
import { removedVersion } from '../removed.ts';

/** An `apiVersion` under which the server has no such kind (any more). Facts: cases 408, 409, 513. */
export function versionRule(apiVersion: string, kind: string): Finding | undefined {
  const removed = removedVersion(apiVersion, kind);
  if (removed !== undefined) {
    const { use, since } = removed;
    return finding('removed-api-version', ['apiVersion'], { kind, apiVersion, use, since });
  }
  const served = servedVersion(kind);
  if (served === undefined || served === apiVersion) return undefined;
  return finding('wrong-api-version', ['apiVersion'], { kind, apiVersion, use: served });
}
