import { type Finding, finding } from '../../finding.ts';
import { formatPath } from '../../path.ts';
import { at, isFields, isGiven, type Place, textOf } from '../../place.ts';
import { atMost, mapsOf, needsOther, unlikeOthers } from '../demands.ts';
import { dnsLabel, oneOf, required } from '../fields.ts';
import { environmentRules } from './environment.ts';
import { portRules } from './ports.ts';
import { lifecycleRules, probeRules } from './probes.ts';
import { containerResourceRules } from './resources.ts';
import { containerSecurityRules } from './security.ts';

/** What the containers of a pod need to know of it. */
export interface PodAround {
  readonly spec: Place;
  /** Whether the pod shares the user namespace of its node. */
  readonly hostUsers: boolean;
  /** Seconds that the pod has to end. */
  readonly gracePeriod: number;
  /** Resource claims of the pod, by their name in it. */
  readonly resourceClaims: ReadonlySet<string>;
}

const RESTART = ['Always', 'Never', 'OnFailure'];
const RESTART_ACTIONS = ['Restart', 'RestartAllContainers'];
const MOST_RESTART_RULES = 20;
const MOST_EXIT_CODES = 255;

/** A container. Facts: validation-rules.md, section 1.5. */
export function* containerRules(container: Place, pod: PodAround): Iterable<Finding> {
  if (!isContainer(container)) return;
  yield* commonRules(container, pod);
  yield* lifecycleRules(at(container, 'lifecycle'), pod.gracePeriod);
  yield* probeRules(container);
}

/** An init container; with `restartPolicy: Always` it is a sidecar and may have what only containers have. Rows 106–110. */
export function* initContainerRules(container: Place, pod: PodAround): Iterable<Finding> {
  if (!isContainer(container)) return;
  yield* commonRules(container, pod);
  if (at(container, 'restartPolicy').value === 'Always') {
    yield* lifecycleRules(at(container, 'lifecycle'), pod.gracePeriod);
    yield* probeRules(container);
    return;
  }
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
    const place = at(container, field);
    if (isGiven(place)) yield finding('init-container-probe', place.path, { field }, { part: 'key' });
  }
  for (const policy of mapsOf(at(container, 'resizePolicy')))
    if (at(policy, 'restartPolicy').value === 'RestartContainer')
      yield* oneOf(at(policy, 'restartPolicy'), ['NotRequired']);
}

function isContainer({ value }: Place): boolean {
  return value === undefined || value === null || isFields(value);
}

function* commonRules(container: Place, pod: PodAround): Iterable<Finding> {
  yield* required(at(container, 'name'));
  yield* dnsLabel(at(container, 'name'));
  yield* required(at(container, 'image'));
  yield* oneOf(at(container, 'imagePullPolicy'), ['Always', 'IfNotPresent', 'Never', '']);
  yield* oneOf(at(container, 'terminationMessagePolicy'), ['File', 'FallbackToLogsOnError', '']);
  yield* restartRules(container);
  yield* portRules(container);
  yield* environmentRules(container, pod.spec);
  yield* containerResourceRules(container, pod.resourceClaims);
  yield* resizeRules(at(container, 'resizePolicy'));
  yield* containerSecurityRules(at(container, 'securityContext'), pod.hostUsers);
}

/** Row 109 and section 1.7. */
function* restartRules(container: Place): Iterable<Finding> {
  const policy = at(container, 'restartPolicy');
  yield* oneOf(policy, RESTART);
  const list = at(container, 'restartPolicyRules');
  const rules = mapsOf(list);
  if (rules.length === 0) return;
  if (!isGiven(policy)) yield needsOther(list, 'restartPolicy', { field: formatPath(policy.path) });
  yield* atMost(list, MOST_RESTART_RULES);
  for (const rule of rules) {
    const action = at(rule, 'action');
    yield* required(action);
    if (action.value !== '') yield* oneOf(action, RESTART_ACTIONS);
    const exitCodes = at(rule, 'exitCodes');
    yield* required(exitCodes);
    if (!isFields(exitCodes.value)) continue;
    yield* required(at(exitCodes, 'operator'));
    yield* oneOf(at(exitCodes, 'operator'), ['In', 'NotIn']);
    yield* atMost(at(exitCodes, 'values'), MOST_EXIT_CODES);
  }
}

/** Row 182. */
function* resizeRules(list: Place): Iterable<Finding> {
  const field = formatPath(list.path);
  const names: [string, Place][] = [];
  for (const policy of mapsOf(list)) {
    const name = at(policy, 'resourceName');
    yield* required(name, { field });
    if (name.value !== '') yield* oneOf(name, ['cpu', 'memory'], { field });
    const restart = at(policy, 'restartPolicy');
    yield* required(restart, { field });
    if (restart.value !== '') yield* oneOf(restart, ['NotRequired', 'RestartContainer'], { field });
    names.push([textOf(name) ?? '', name]);
  }
  yield* unlikeOthers(names);
}
