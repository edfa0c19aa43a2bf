import { amongContexts } from '../connect/among-contexts.ts';
import type { LiveCluster } from '../connect/session.ts';
import { goalText, stateText } from '../forward/forward-row.ts';
import { addressOf, type Forwards, isForBrowsers, type OpenForward } from '../forward/forwards.ts';
import type { Goal } from '../forward/goal.ts';
import { PortRefused, proposedPort } from '../forward/local-port.ts';
import { commandIds } from '../ids.ts';
import { answer } from '../problems.ts';
import { named, type Target } from '../target.ts';
import { choosePod, podsOf } from './choose-place.ts';
import { chooseLocalPort, choosePorts, type NamedPort, portsOfPod, portsOfService } from './choose-port.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { notThere } from './live.ts';
import { clusterToReach } from './reach.ts';

/** Leads a port of this machine to one of a pod, or of whatever pod stands for a Service or a Deployment. */
export async function forwardPortCommand(deps: Deps, forwards: Forwards, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = clusterToReach(deps, argument);
  const kinds = ['Pod', 'StatefulSet', 'Service', 'Deployment'] as const;
  const chosen = await chooseTarget(argument, kinds, say('choose-forward'), cluster, deps);
  const { target, kind, ports: known } = await aim(cluster, chosen, deps);
  const object = amongContexts(named(target), cluster.context, desk.contexts, say);
  const ports = await choosePorts(known, object, say);
  const [only, ...others] = ports;
  for (const { port, name } of ports) {
    const goal: Goal = { kind, namespace: target.namespace, name: target.name, port, portName: name };
    const wanted =
      others.length === 0 ? await chooseLocalPort(only?.port ?? port, object, say) : await proposedPort(port);
    const open = await forwards.start(cluster, goal, wanted).catch((error: unknown) => {
      if (!(error instanceof PortRefused)) throw error;
      throw answer(say, error.why === 'taken' ? 'forward-local-taken' : 'forward-local-forbidden', {
        port: error.port,
      });
    });
    tellOf(open, deps);
  }
}

interface Aim {
  readonly target: Pick<Target, 'kind' | 'namespace' | 'name'>;
  readonly kind: Goal['kind'];
  readonly ports: readonly NamedPort[];
}

/** What exactly is meant: of a set one of its pods, because each is another. */
async function aim(cluster: LiveCluster, target: Target, deps: Deps): Promise<Aim> {
  const { say } = deps;
  if (target.kind === 'Service') {
    const service = cluster.mirror.get('Service', target.namespace, target.name);
    if (service === undefined) throw notThere(cluster, target, say);
    return { target, kind: 'Service', ports: portsOfService(service) };
  }
  if (target.kind === 'Deployment') {
    const [pod] = podsOf(cluster, target);
    return { target, kind: 'Deployment', ports: pod === undefined ? [] : portsOfPod(pod) };
  }
  const pod = await choosePod(cluster, target, deps);
  const { name } = pod.metadata;
  return { target: { kind: 'Pod', namespace: target.namespace, name }, kind: 'Pod', ports: portsOfPod(pod) };
}

/** Says where it can be reached, and later, once, that nobody answers there. */
function tellOf(open: OpenForward, { say, errors, desk }: Deps): void {
  const { goal, forward, id } = open;
  const waits = stateText(forward.state.get(), goal, say);
  const address = addressOf(open);
  const leadsTo = amongContexts(goalText(goal, say), open.context, desk.contexts, say);
  const sentence = say('forward-started', { address, goal: leadsTo });
  const browse = { title: say('button-open-browser'), command: commandIds.openForward, argument: id };
  const copy = { title: say('button-copy-address'), command: commandIds.copyForward, argument: id };
  errors.show({
    severity: 'information',
    sentence: waits === '' ? sentence : `${sentence} ${say('forward-but', { waits })}`,
    buttons: [
      // The first is the one that is pressed: a browser says nothing to a database.
      ...(isForBrowsers(goal) ? [browse, copy] : [copy, browse]),
      { title: say('button-stop'), command: commandIds.stopForward, argument: id },
    ],
  });
  const listener = forward.state.onChange(state => {
    if (state.kind !== 'refused' && state.kind !== 'failed') return;
    listener.dispose();
    errors.show({
      severity: 'warning',
      sentence: say('forward-trouble', { address, trouble: stateText(state, goal, say) }),
      buttons: [{ title: say('button-stop'), command: commandIds.stopForward, argument: id }],
    });
  });
}
