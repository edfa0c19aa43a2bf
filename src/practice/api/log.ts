import type { Container, Pod } from '../../core/statefulset/model.ts';
import { type Line, linesBetween, nextLineTime } from '../machine/logs/lines.ts';
import { type Run, runOf } from '../machine/logs/run.ts';
import { mountedClaims } from '../orders.ts';
import { resources } from '../resources.ts';
import { badRequest, invalidOptions } from '../status.ts';
import { type ApiRequest, type ApiResponse, isSet, type Stream, textResponse } from './exchange.ts';
import type { ApiContext, Target } from './target.ts';

/** GET of a container's log. What the stand-in played is told; all else is made up, of what a program of that image would write. */
export function readLog(context: LogContext, target: Target, request: ApiRequest): ApiResponse {
  const { clock } = context.registry;
  const options = optionsOf(request.query, clock.stamp());
  const pod = context.registry.get(resources.pods, target.namespace, target.name ?? '');
  const container = containerOf(pod, request.query.get('container') ?? '');
  // without a node there is nobody to ask
  if (!pod.spec.nodeName) return textResponse(200, '');
  const run = runOf(pod, container, options.previous, clock.stamp());
  const now = clock.stamp() + 1;
  const text = shown(context, run, 0, now, options);
  if (!options.follow || run.end !== undefined) return textResponse(200, text);
  return { ...textResponse(200, ''), body: followed(context, run, now, text, options) };
}

type LogContext = Pick<ApiContext, 'registry' | 'isFull' | 'ownLogOf'>;

/** What a container that runs writes from now on, until it ends: what is heard by whoever attaches to it. */
export function heardFrom(context: LogContext, pod: Pod, container: Container): Stream {
  const now = context.registry.clock.stamp();
  const all = {
    follow: true,
    previous: false,
    timestamps: false,
    tail: undefined,
    since: 0,
    bytes: Number.POSITIVE_INFINITY,
  };
  return followed(context, runOf(pod, container, false, now), now + 1, '', all);
}

interface LogOptions {
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  readonly tail: number | undefined;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly bytes: number;
}

function optionsOf(query: URLSearchParams, now: number): LogOptions {
  const seconds = numberIn(query, 'sinceSeconds', 1);
  const sinceTime = query.get('sinceTime');
  const since = sinceTime === null ? Number.NaN : Date.parse(sinceTime);
  if (sinceTime !== null && Number.isNaN(since))
    throw badRequest(`parsing time ${JSON.stringify(sinceTime)}: cannot parse`);
  if (sinceTime !== null && seconds !== undefined)
    throw invalidOptions(
      'PodLogOptions',
      'sinceSeconds',
      'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
    );
  return {
    follow: isSet(query, 'follow'),
    previous: isSet(query, 'previous'),
    timestamps: isSet(query, 'timestamps'),
    tail: numberIn(query, 'tailLines', 0),
    since: seconds === undefined ? (Number.isNaN(since) ? 0 : since) : now - seconds * 1000,
    bytes: numberIn(query, 'limitBytes', 1) ?? Number.POSITIVE_INFINITY,
  };
}

function numberIn(query: URLSearchParams, name: string, least: number): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^[+-]?\d{1,18}$/.test(text))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  const number = Number(text);
  if (number >= least) return number;
  const bound = least === 0 ? 'must be greater than or equal to 0' : 'must be greater than 0';
  throw invalidOptions('PodLogOptions', name, `Invalid value: ${number}: ${bound}`);
}

function containerOf(pod: Pod, name: string): Container {
  const inits = pod.spec.initContainers ?? [];
  const [only] = pod.spec.containers;
  if (name === '' && only !== undefined && pod.spec.containers.length === 1) return only;
  const chosen = [...inits, ...pod.spec.containers, ...(pod.spec.ephemeralContainers ?? [])].find(
    each => each.name === name,
  );
  if (chosen !== undefined) return chosen;
  if (name !== '') throw badRequest(`container ${name} is not valid for pod ${pod.metadata.name}`);
  const names = (list: readonly Container[]) => `[${list.map(each => each.name).join(' ')}]`;
  const others = inits.length === 0 ? '' : ` or one of the init containers: ${names(inits)}`;
  throw badRequest(
    `a container name must be specified for pod ${pod.metadata.name}, choose one of: ${names(pod.spec.containers)}${others}`,
  );
}

/** The lines of a time as text, as the options want them. */
function shown(context: LogContext, run: Run, from: number, until: number, options: LogOptions): string {
  const full = mountedClaims(context.registry, run.pod, run.container).some(claim => context.isFull(claim));
  const begin = Math.max(from, options.since);
  const own = context.ownLogOf?.(run.pod, run.container)?.filter(({ at }) => at >= begin && at < until);
  const lines = own ?? linesBetween(run, begin, until, full);
  const kept = options.tail === undefined ? lines : lines.slice(Math.max(0, lines.length - options.tail));
  const text = kept.map(line => textOf(line, options)).join('');
  return text.length > options.bytes ? text.slice(0, options.bytes) : text;
}

function textOf({ at, text }: Line, { timestamps }: LogOptions): string {
  return timestamps ? `${new Date(at).toISOString().slice(0, -1)}000000Z ${text}\n` : `${text}\n`;
}

/** Goes on until the container ends. */
function followed(context: LogContext, run: Run, begin: number, text: string, options: LogOptions): Stream {
  const { registry } = context;
  const { clock } = registry;
  return (send, end) => {
    let told = begin;
    let left = options.bytes - text.length;
    let stopTimer = (): void => {};
    if (text !== '') send(text);

    function tell(current: Run, until: number): void {
      const more = shown(context, current, told, until, { ...options, tail: undefined, bytes: left });
      told = until;
      left -= more.length;
      if (more !== '') send(more);
      if (left <= 0) finish();
    }

    function finish(): void {
      stop();
      end();
    }

    function wait(): void {
      const next = nextLineTime(run, told - 1);
      if (next === undefined) return;
      stopTimer = clock.after(Math.max(0, (next - clock.stamp()) * clock.speed), () => {
        const pod = registry.find(resources.pods, run.pod.metadata.namespace, run.pod.metadata.name);
        if (pod !== undefined) tell(runNow(pod) ?? run, clock.stamp() + 1);
        if (left > 0) wait();
      });
    }

    /** The same run as it is now; undefined when the container runs no longer, or anew. */
    function runNow(pod: Pod): Run | undefined {
      const status = pod.status?.containerStatuses?.find(each => each.name === run.container.name);
      if (pod.metadata.uid !== run.pod.metadata.uid || status?.state?.running === undefined) return undefined;
      return status.restartCount === run.number ? runOf(pod, run.container, false, clock.stamp()) : undefined;
    }

    const stopWatching = registry.subscribe(({ type, resource, object }) => {
      if (resource !== resources.pods || object.metadata.uid !== run.pod.metadata.uid) return;
      const pod =
        type === 'DELETED'
          ? undefined
          : registry.find(resources.pods, run.pod.metadata.namespace, run.pod.metadata.name);
      if (pod !== undefined && runNow(pod) !== undefined) return;
      if (pod !== undefined) {
        const status = pod.status?.containerStatuses?.find(each => each.name === run.container.name);
        const crashed = (status?.state?.terminated?.exitCode ?? 0) !== 0;
        tell({ ...run, pod, end: clock.stamp(), crashed }, Number.POSITIVE_INFINITY);
      }
      finish();
    });

    function stop(): void {
      stopTimer();
      stopWatching();
    }
    wait();
    return stop;
  };
}
