import { type Finding, finding } from '../finding.ts';
import { formatPath } from '../path.ts';
import { at, isFields, isGiven, itemsOf, type Place, textOf } from '../place.ts';
import { givenSubdomain, mapsOf, unlikeOthers } from './demands.ts';
import { dnsLabel, dnsSubdomain, oneOf, qualifiedName, required, shown } from './fields.ts';
import { annotationRules, labelRules } from './metadata.ts';
import { affinityRules } from './pod/affinity.ts';
import { podAnnotationRules } from './pod/annotations.ts';
import { containerRules, initContainerRules, type PodAround } from './pod/container.ts';
import { dnsRules, hostAliasRules } from './pod/dns.ts';
import { hostRules, systemRules } from './pod/host.ts';
import { mountRules } from './pod/mounts.ts';
import { podResourceRules, requestsLeftOut, resourceClaimRules } from './pod/pod-resources.ts';
import { hostNetworkRules, hostPortRules, sharedPortNames } from './pod/ports.ts';
import { podSecurityRules } from './pod/security.ts';
import { spreadRules } from './pod/spread.ts';
import { tolerationRules } from './pod/tolerations.ts';
import { checkVolumes } from './pod/volumes.ts';

/** What a pod template means to the workload it stands in. */
export interface PodTemplateOwner {
  readonly kind: 'StatefulSet' | 'Deployment';
  /** Volumes that the pods get beside those of the template: a set's claim templates. */
  readonly claims: readonly string[];
}

const DEFAULT_GRACE_PERIOD = 30;

/** A pod template of a set or Deployment. Facts: validation-rules.md, sections 1.2 (rows 63–72), 1.5 and 1.6. */
export function* podTemplateRules(template: Place, owner: PodTemplateOwner): Iterable<Finding> {
  const metadata = at(template, 'metadata');
  const annotations = at(metadata, 'annotations');
  // The server leaves `metadata` out of the path here.
  yield* labelRules(at(metadata, 'labels'), 'spec.template.labels');
  yield* annotationRules(annotations, 'spec.template.annotations');
  const spec = at(template, 'spec');
  if (isGiven(spec) && !isFields(spec.value)) return;
  yield* podAnnotationRules(annotations, spec, containersOf(spec));
  yield* workloadRules(spec, owner);
  yield* requestsLeftOut(spec);
  for (const found of podSpecRules(spec, new Set(owner.claims)))
    yield found.code === 'containers-missing' ? withoutPod(found, template, spec) : found;
}

/** Where no pod is described yet, the containers are not what a person looks for first. The server names them all the same. */
function withoutPod(found: Finding, template: Place, spec: Place): Finding {
  if (isGiven(spec)) return found;
  const { path } = isGiven(template) ? spec : template;
  return finding('field-missing', path, { field: String(path.at(-1)) }, { field: formatPath(found.path) });
}

/** The spec of a pod, in a template or of a pod by itself. `claims` are the names of claim templates, which count as volumes. */
export function* podSpecRules(spec: Place, claims: ReadonlySet<string>): Iterable<Finding> {
  const containers = containersOf(spec);
  const volumes = checkVolumes(spec, claims, containers);
  yield* volumes.findings;
  yield* containerListRules(spec);
  for (const container of containers) yield* mountRules(container, volumes.known);
  yield* podResourceRules(spec);
  yield* resourceClaimRules(at(spec, 'resourceClaims'));
  yield* placementRules(spec);
  yield* dnsRules(spec);
  yield* hostAliasRules(spec);
  yield* podSecurityRules(spec);
  yield* hostRules(spec);
  yield* systemRules(spec, containers);
  yield* gateRules(spec);
}

function containersOf(spec: Place): Place[] {
  return [...mapsOf(at(spec, 'containers')), ...mapsOf(at(spec, 'initContainers'))];
}

/** What a pod may have and a pod of this workload may not. */
function* workloadRules(spec: Place, { kind }: PodTemplateOwner): Iterable<Finding> {
  yield* oneOf(at(spec, 'restartPolicy'), ['Always', '']);
  yield* forbidden(at(spec, 'activeDeadlineSeconds'), kind);
  const ephemeral = at(spec, 'ephemeralContainers');
  if (itemsOf(ephemeral).length > 0) yield* forbidden(ephemeral, kind);
  // Pods of a set get both from the set, whatever the template says.
  if (kind === 'Deployment') for (const field of ['hostname', 'subdomain']) yield* dnsLabel(at(spec, field));
}

function* forbidden(place: Place, kind: string): Iterable<Finding> {
  if (!isGiven(place)) return;
  yield finding('template-field-forbidden', place.path, { field: String(place.path.at(-1)), kind }, { part: 'key' });
}

function* containerListRules(spec: Place): Iterable<Finding> {
  const list = at(spec, 'containers');
  if (isOddList(list)) return;
  const containers = itemsOf(list);
  const initContainers = itemsOf(at(spec, 'initContainers'));
  const pod = around(spec);
  if (containers.length === 0) yield finding('containers-missing', list.path, {}, { part: 'key' });
  for (const container of containers) yield* containerRules(container, pod);
  for (const container of initContainers) yield* initContainerRules(container, pod);
  yield* differentNames([...containers, ...initContainers]);
  yield* hostPortRules(containers);
  // They run one after the other. The server counts each of them as the first.
  for (const container of initContainers)
    yield* hostPortRules([container], ({ path }) =>
      formatPath([...at(spec, 'initContainers').path, 0, ...path.slice(-3)]),
    );
  if (at(spec, 'hostNetwork').value === true) yield* hostNetworkRules(containers);
  yield* sharedPortNames(containers);
}

/** Init containers come last in the server's eyes: of two with one name the init container is the second. */
function* differentNames(containers: readonly Place[]): Iterable<Finding> {
  const seen = new Set<string>();
  for (const container of containers) {
    const place = at(container, 'name');
    const name = textOf(place) ?? '';
    if (name !== '' && seen.has(name)) yield finding('duplicate-container-name', place.path, { name: shown(name) });
    seen.add(name);
  }
}

function around(spec: Place): PodAround {
  const gracePeriod = at(spec, 'terminationGracePeriodSeconds').value;
  const claims = mapsOf(at(spec, 'resourceClaims')).map(claim => textOf(at(claim, 'name')) ?? '');
  return {
    spec,
    hostUsers: at(spec, 'hostUsers').value !== false,
    gracePeriod: typeof gracePeriod === 'number' ? gracePeriod : DEFAULT_GRACE_PERIOD,
    resourceClaims: new Set(claims),
  };
}

/** Where the pod runs, and under which names. Rows 209–219. */
function* placementRules(spec: Place): Iterable<Finding> {
  const selector = at(spec, 'nodeSelector');
  yield* labelRules(selector, formatPath(selector.path));
  yield* affinityRules(at(spec, 'affinity'));
  yield* tolerationRules(at(spec, 'tolerations'));
  yield* spreadRules(at(spec, 'topologySpreadConstraints'));
  for (const field of ['nodeName', 'priorityClassName']) yield* dnsSubdomain(at(spec, field));
  yield* givenSubdomain(at(spec, 'runtimeClassName'));
  const account = at(spec, 'serviceAccountName');
  yield* dnsSubdomain(account);
  // The earlier name of the field counts where the later one says nothing.
  if (!isGiven(account) || account.value === '')
    yield* dnsSubdomain(at(spec, 'serviceAccount'), { field: formatPath(account.path) });
  const preemption = at(spec, 'preemptionPolicy');
  yield* oneOf(preemption, ['PreemptLowerPriority', 'Never']);
}

/** What must happen before a pod is scheduled, and before it is ready. Rows 238 and 239. */
function* gateRules(spec: Place): Iterable<Finding> {
  for (const gate of mapsOf(at(spec, 'readinessGates'))) {
    yield* required(at(gate, 'conditionType'));
    yield* qualifiedName(at(gate, 'conditionType'));
  }
  const gates = mapsOf(at(spec, 'schedulingGates'));
  for (const gate of gates) {
    const options = { field: formatPath(gate.path) };
    yield* required(at(gate, 'name'), options);
    yield* qualifiedName(at(gate, 'name'), options);
  }
  yield* unlikeOthers(
    gates.map(gate => [textOf(at(gate, 'name')) ?? '', at(gate, 'name')]),
    ({ path }) => ({ field: formatPath(path.slice(0, -1)) }),
  );
}

/** Something stands there that is no list. */
function isOddList(place: Place): boolean {
  return isGiven(place) && !Array.isArray(place.value);
}
