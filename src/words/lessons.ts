/** The lessons of the practice cluster: what each is called, what is to be done, and what helps. */
export const lessons = {
  'lesson-healthy-trio-title': 'A healthy trio',
  'lesson-healthy-trio-task':
    'The StatefulSet trio runs three pods of shop/web:v1. Give it another image, for example shop/web:v2, and follow the rollout from trio-2 down to trio-0.',
  'lesson-healthy-trio-hint':
    'Use "Set image" on the StatefulSet, or kubectl set image sts/trio app=shop/web:v2. The goal is reached when all three pods are ready with the new image.',
  'lesson-parked-canary-title': 'A parked canary',
  'lesson-parked-canary-task':
    'canary-2 already runs shop/web:v2; partition 2 keeps canary-1 and canary-0 at shop/web:v1. Look at the canary, then let the rollout go to the end.',
  'lesson-parked-canary-hint':
    'Lower spec.updateStrategy.rollingUpdate.partition to 1 and then to 0. The pods are replaced from the highest ordinal down.',
  'lesson-broken-revision-title': 'Stuck on a broken revision',
  'lesson-broken-revision-task':
    'Somebody rolled out shop/web:broken, whose image does not exist, and has put the template back to shop/web:v1. stuck-2 still waits for the broken image. Find out why, and free the rollout.',
  'lesson-broken-revision-hint':
    'The controller waits for stuck-2 to become ready before it changes anything, and stuck-2 never will. Delete the pod stuck-2: it comes back with the right image, and its claim stays.',
  'lesson-pending-claim-title': 'A claim that stays Pending',
  'lesson-pending-claim-task':
    'The StatefulSet waiting asks for volumes of the class "fast", which this cluster does not have. Its first pod cannot be scheduled. Give it the volumes that it waits for.',
  'lesson-pending-claim-hint':
    'A claim cannot change its class. Create a StorageClass named fast with the provisioner of the class "standard"; the claims are served within seconds.',
  'lesson-retained-claims-title': 'Claims that were kept',
  'lesson-retained-claims-task':
    'The StatefulSet archive was scaled from three pods to one, and the claims of the pods that went are still there with all that lies on them. Bring archive-1 and archive-2 back with their old data.',
  'lesson-retained-claims-hint':
    'Scale archive to 3. The new pods take the claims of the same names; kubectl exec archive-2 -- cat /data/ledger.txt shows what was kept. Deleting the claims first would lose it.',
  'lesson-operator-owned-title': 'A StatefulSet that belongs to an operator',
  'lesson-operator-owned-task':
    'The StatefulSet owned is kept by an operator, which takes every edit back after a moment. Bring shop/db:v2 to all three pods for good.',
  'lesson-operator-owned-hint':
    'Change the settings that the operator follows, not the StatefulSet: set "image" in the ConfigMap owned-settings to shop/db:v2.',
} as const;
