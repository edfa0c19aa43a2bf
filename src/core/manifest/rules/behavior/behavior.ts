import type { KubernetesVersion } from '../../../kubernetes-version.ts';
import type { Finding } from '../../finding.ts';
import { at, type Place } from '../../place.ts';
import { budgetBehavior } from './budget.ts';
import { claimTemplateBehavior } from './claim-templates.ts';
import { oddBytes } from './fractions.ts';
import { identityBehavior } from './identity.ts';
import { ownPods } from './own-pods.ts';
import { podBehavior } from './pod.ts';
import { serviceBehavior } from './service.ts';
import { updateBehavior } from './update.ts';

/**
 * What the API server accepts in an object and what never works, or works in another way than it reads.
 * Facts: validation-rules.md, sections 5 and 7. `docs/rules/README.md` lists every entry of section 5 with its code, or why no text can tell it.
 */
export function* behaviorRules(kind: string, object: Place, version: KubernetesVersion): Iterable<Finding> {
  const spec = at(object, 'spec');
  if (kind === 'StatefulSet') {
    yield* identityBehavior(object);
    yield* updateBehavior(spec, version);
    yield* claimTemplateBehavior(object);
  }
  if (kind === 'StatefulSet' || kind === 'Deployment') {
    yield* podBehavior(at(spec, 'template'), kind, version);
    yield* ownPods(at(spec, 'template'), object);
  }
  if (kind === 'Service') yield* serviceBehavior(spec);
  if (kind === 'PodDisruptionBudget') yield* budgetBehavior(spec);
  if (kind === 'PersistentVolumeClaim') yield* oddBytes(at(spec, 'resources', 'requests'));
}
