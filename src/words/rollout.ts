/** Sentences about rollouts as they happen. Those named `status-…` are kubectl's own, to the letter. */
export const rollout = {
  'status-only-rolling-update': 'rollout status is only available for RollingUpdate strategy type',
  'status-statefulset-not-observed': 'Waiting for statefulset spec update to be observed...',
  'status-pods-to-be-ready': 'Waiting for {count} pods to be ready...',
  'status-partitioned-waiting':
    'Waiting for partitioned roll out to finish: {updated} out of {wanted} new pods have been updated...',
  'status-partitioned-complete': 'partitioned roll out complete: {updated} new pods have been updated...',
  'status-waiting-at-revision':
    'waiting for statefulset rolling update to complete {updated} pods at revision {revision}...',
  'status-complete-at-revision': 'statefulset rolling update complete {current} pods at revision {revision}...',
  'status-deployment-not-observed': 'Waiting for deployment spec update to be observed...',
  'status-deployment-deadline': 'deployment "{name}" exceeded its progress deadline',
  'status-deployment-updating':
    'Waiting for deployment "{name}" rollout to finish: {updated} out of {replicas} new replicas have been updated...',
  'status-deployment-terminating':
    'Waiting for deployment "{name}" rollout to finish: {old} old replicas are pending termination...',
  'status-deployment-becoming-available':
    'Waiting for deployment "{name}" rollout to finish: {available} of {updated} updated replicas are available...',
  'status-deployment-complete': 'deployment "{name}" successfully rolled out',

  'rollout-pod-created': 'created at revision {revision} ({images})',
  'rollout-pod-ready': 'ready {duration} after it was created, on {node}, revision {revision} ({images})',
  'rollout-pod-ready-again': 'ready again, on {node}, revision {revision} ({images})',
  'rollout-pod-not-ready': 'no longer ready',
  'rollout-pod-waiting': 'waits: {reason}: {message}',
  'rollout-pod-waiting-briefly': 'waits: {reason}',
  'rollout-pod-restarted':
    'container {container} restarted, {count} times by now; it last ended with exit code {exitCode}',
  'rollout-pod-terminating': 'is being deleted (revision {revision}, {images})',
  'rollout-pod-gone': 'gone',
  'rollout-pod-released': 'no longer belongs to {owner}, but is still there',
  'rollout-pod-orphaned': 'no longer has an owner, but is still there',
  'rollout-pod-adopted': 'taken over again, at revision {revision} ({images})',
  'rollout-claim-bound': 'bound to volume {volume}, {size}',
  'rollout-claim-gone': 'deleted, and its data with it if its volume is reclaimed',
  'rollout-owner-replicas': 'replicas {after}, {before} before',
  'rollout-owner-partition': 'partition {after}, {before} before',
  'rollout-owner-images': 'new template: {after}, {before} before',
  'rollout-owner-deleted': 'was deleted',
  'rollout-summary-replaced': 'Replaced in {duration}: {names}',
  'rollout-summary-created': 'Created in {duration}: {names}',
  'rollout-summary-deleted': 'Deleted in {duration}: {names}',
  'rollout-summary-orphaned': 'Still there, without an owner: {names}. Nothing replaces them when they fail.',
  'rollout-summary-released': 'Still there, no longer a part of what was followed: {names}',
  'rollout-summary-nothing': 'No pod was replaced.',
} as const;
