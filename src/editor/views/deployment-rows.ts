import type { KindName } from '../../cluster/mirror.ts';
import { ageOf } from '../../core/age.ts';
import type { Deployment, ReplicaSet } from '../../core/deployment/model.ts';
import { fullImages, shortImages } from '../../core/image.ts';
import type { ClusterEvent, Pod, PodDisruptionBudget } from '../../core/statefulset/model.ts';
import { timeOf } from '../../core/time.ts';
import type { PolledKind } from '../connect/health.ts';
import { rowKinds, rowOffers } from '../ids.ts';
import { isTrouble } from '../verdicts/verdicts.ts';
import { budgetBranches } from './budget-rows.ts';
import { hiddenBranches } from './hidden-row.ts';
import { offersOn } from './offers.ts';
import { ownerBranches } from './owner-rows.ts';
import { ownersText, ownerText } from './owner-text.ts';
import { podRow } from './pod-row.ts';
import { aloud, type Branch, colors, facts, type Icon, parts, type Row } from './row.ts';
import type { RowContext } from './set-row.ts';
import { troubleIcon, verdictFacts, verdictText } from './verdict-text.ts';
import { warningBranches } from './warning-rows.ts';

export interface DeploymentFacts {
  readonly deployment: Deployment;
  readonly replicaSets: readonly ReplicaSet[];
  /** Pods of all of its ReplicaSets. */
  readonly pods: readonly Pod[];
  /** What was said lately about all of them. */
  readonly events: readonly ClusterEvent[];
  /** Those of the namespace. */
  readonly budgets: readonly PodDisruptionBudget[];
  /** Kinds that must not be read with these permissions. */
  readonly hidden: readonly KindName[];
  /** Kinds that must not be watched with these permissions. */
  readonly polled: readonly PolledKind[];
}

export function deploymentRow(deployment: Deployment, context: RowContext): Row {
  const { say, now, showNamespace, verdictOf } = context;
  const { name, namespace = '' } = deployment.metadata;
  const judged = verdictOf?.({ kind: 'Deployment', namespace, name });
  const verdict = judged === undefined ? undefined : verdictText(judged, name, say);
  const isTold = judged !== undefined && isTrouble(judged.verdict);
  const wanted = deployment.spec.replicas ?? 1;
  const { readyReplicas: ready = 0, updatedReplicas: updated = 0 } = deployment.status ?? {};
  const description = parts(
    showNamespace ? namespace : undefined,
    isTold ? verdict : undefined,
    say('set-ready', { ready, wanted }),
    updated < wanted ? say('set-updated', { updated, wanted }) : undefined,
    deployment.spec.paused === true ? say('deployment-paused') : undefined,
    isTold ? undefined : verdict,
    ownerText(deployment, say),
  );
  return {
    id: `deployment/${namespace}/${deployment.metadata.name}/${deployment.metadata.uid ?? ''}`,
    kind: rowKinds.deployment,
    offers: offersOn(deployment, judged, context),
    label: deployment.metadata.name,
    description,
    icon: troubleIcon(judged, {
      name: 'versions',
      color: ready < wanted || updated < wanted ? colors.waiting : colors.good,
    }),
    tooltip: [
      ...verdictFacts(judged, name, say),
      ...facts(
        [say('fact-kind'), 'Deployment'],
        [say('fact-namespace'), namespace],
        [say('fact-ready'), `${ready}/${wanted}`],
        [say('fact-strategy'), deployment.spec.strategy?.type ?? 'RollingUpdate'],
        [say('fact-images'), fullImages(deployment.spec.template.spec.containers)],
        [say('fact-conditions-told'), conditionsText(deployment)],
        [say('fact-owners'), ownersText(deployment)],
        [say('fact-age'), ageOf(deployment.metadata.creationTimestamp, now)],
      ),
    ],
    spoken: say('spoken-deployment', { deployment: deployment.metadata.name, state: aloud(say, description) }),
    branch: 'closed',
    target: { kind: 'Deployment', namespace, name: deployment.metadata.name },
    made: timeOf(deployment.metadata.creationTimestamp),
  };
}

/** As the API names them: `Available True (MinimumReplicasAvailable)`. Whether a rollout still moves stands in `Progressing`. */
function conditionsText({ status }: Deployment): string {
  return (status?.conditions ?? [])
    .map(({ type, status: is, reason }) => `${type} ${is}${reason === undefined ? '' : ` (${reason})`}`)
    .join(', ');
}

/** The ReplicaSets that have pods or should have, newest first, with their pods; then what the cluster warns of. */
export function deploymentBranches(all: DeploymentFacts, context: RowContext): Branch[] {
  const history = historyBranches(all, context);
  const template = all.deployment.spec.template.metadata?.labels;
  return [
    ...history,
    ...ownerBranches(all.deployment, context.say),
    ...budgetBranches({ owner: all.deployment, pods: all.pods, template, budgets: all.budgets }, context),
    ...warningBranches(all.deployment, [...all.replicaSets, ...all.pods], all.events, context),
    ...hiddenBranches(all.deployment, all, context.say),
  ];
}

/** The ReplicaSets with their pods: what of the rows under a Deployment people look for. */
export function historyBranches(all: DeploymentFacts, context: RowContext): Branch[] {
  const newestFirst = [...all.replicaSets].sort((one, other) => revisionOf(other) - revisionOf(one));
  return newestFirst.flatMap(replicaSet => {
    const pods = all.pods.filter(pod => ownedBy(pod, replicaSet));
    if (pods.length === 0 && (replicaSet.spec.replicas ?? 0) === 0) return [];
    return [
      {
        row: replicaSetRow(replicaSet, replicaSet === newestFirst[0], context),
        children: podBranches(pods, replicaSet, all.events, context),
      },
    ];
  });
}

function replicaSetRow(replicaSet: ReplicaSet, isNewest: boolean, { say, now }: RowContext): Row {
  const wanted = replicaSet.spec.replicas ?? 0;
  const ready = replicaSet.status?.readyReplicas ?? 0;
  const images = shortImages(replicaSet.spec.template.spec.containers);
  const age = ageOf(replicaSet.metadata.creationTimestamp, now);
  const cause = replicaSet.metadata.annotations?.['kubernetes.io/change-cause'];
  const description = parts(say('set-ready', { ready, wanted }), images, cause, age);
  const icon: Icon = { name: 'git-commit', color: ready < wanted ? colors.waiting : colors.good };
  return {
    id: `replicaset/${replicaSet.metadata.namespace ?? ''}/${replicaSet.metadata.name}`,
    kind: rowKinds.revision,
    offers: isNewest ? [] : [rowOffers.rollBack],
    label: `#${revisionOf(replicaSet)}`,
    description,
    icon,
    tooltip: facts(
      [say('fact-kind'), 'ReplicaSet'],
      [say('fact-name'), replicaSet.metadata.name],
      [say('fact-images'), images],
      [say('fact-cause'), cause],
      [say('fact-age'), age],
    ),
    spoken: say('spoken-revision', { number: revisionOf(replicaSet), state: aloud(say, description) }),
    branch: 'open',
    target: {
      kind: 'ReplicaSet',
      namespace: replicaSet.metadata.namespace ?? '',
      name: replicaSet.metadata.name,
    },
  };
}

function podBranches(
  pods: readonly Pod[],
  replicaSet: ReplicaSet,
  events: readonly ClusterEvent[],
  { say, now }: RowContext,
): Branch[] {
  const minReadySeconds = replicaSet.spec.minReadySeconds ?? 0;
  return [...pods]
    .sort((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1))
    .map(pod => ({
      row: podRow(pod, {
        say,
        now,
        revision: 'only',
        revisionName: undefined,
        revisionNumber: undefined,
        minReadySeconds,
        hasClaims: false,
        waitsForClaim: false,
        events,
      }),
      children: [],
    }));
}

function ownedBy(pod: Pod, replicaSet: ReplicaSet): boolean {
  return (pod.metadata.ownerReferences ?? []).some(
    owner => owner.controller === true && owner.uid === replicaSet.metadata.uid,
  );
}

/** The revision that the Deployment controller writes on a ReplicaSet. Fact F4.2. */
function revisionOf(replicaSet: ReplicaSet): number {
  return Number(replicaSet.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
}
