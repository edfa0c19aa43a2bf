import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExecEntry, UserEntry } from '../../../../src/cluster/config/entries.ts';
import type { Kubeconfig, ResolvedContext } from '../../../../src/cluster/kubeconfig.ts';
import { openContexts } from '../../../../src/editor/connect/contexts.ts';
import { type Memory, type Remembered, remember, remembered } from '../../../../src/editor/connect/memory.ts';
import { allowedPrograms } from '../../../../src/editor/connect/programs.ts';
import { renewContexts } from '../../../../src/editor/connect/renew.ts';
import { rememberContexts } from '../../../../src/editor/connect/restore.ts';
import type { Choice, Session, SessionState } from '../../../../src/editor/connect/session.ts';
import { signal } from '../../../../src/editor/signal.ts';
import type { LiveVerdicts } from '../../../../src/editor/verdicts/live-verdicts.ts';

function memory(initial: Readonly<Record<string, unknown>> = {}): Memory & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>(Object.entries(initial));
  return {
    values,
    get: key => values.get(key),
    async update(key, value) {
      values.set(key, value);
    },
  };
}

const errors = { run: (_: string, work: () => unknown) => void work() };

function resolved(name: string, user: Partial<UserEntry> = {}, server = `https://${name}`): ResolvedContext {
  const context = { id: name, name, file: 'config', cluster: name, server, user: 'me', insecure: false };
  return { context, cluster: { name, server, insecure: false }, user: { name: 'me', ...user } };
}

function kubeconfig(...contexts: readonly ResolvedContext[]): Kubeconfig {
  return {
    contexts: contexts.map(({ context }) => context),
    problems: [],
    resolve: id => contexts.find(({ context }) => context.id === id),
  };
}

/** Open contexts whose sessions only write down what they are told to connect to. */
function open(...choices: readonly Choice[]) {
  const connected: Choice[] = [];
  const chosen = new Map<number, Choice>();
  let made = 0;
  const contexts = openContexts(() => {
    const number = made++;
    const session: Partial<Session> = {
      state: signal<SessionState>({ kind: 'none' }),
      chosen: () => chosen.get(number),
      async connect(choice) {
        connected.push(choice);
      },
    };
    return {
      session: session as Session,
      server: signal<string | undefined>(undefined),
      verdicts: {} as LiveVerdicts,
      dispose() {},
    };
  });
  choices.forEach((choice, index) => {
    chosen.set(index, choice);
    contexts.open(choice.context.id);
  });
  return { contexts, connected };
}

function choice(of: ResolvedContext, more: Partial<Choice> = {}): Choice {
  return { kubeconfig: kubeconfig(of), context: of.context, namespace: 'shop', isPractice: false, ...more };
}

test('what is open is remembered with its namespace and which is active, and nothing else of it', async () => {
  const store = memory();
  const { contexts } = open();
  const held = rememberContexts(contexts, store, errors);
  const prod = choice(resolved('prod', { token: 'secret' }));
  const both = open(prod, choice(resolved('practice'), { isPractice: true, namespace: '' }));
  rememberContexts(both.contexts, store, errors);
  both.contexts.activate('practice');
  await new Promise(resolve => setImmediate(resolve));
  const wanted: readonly Remembered[] = [
    { context: 'prod', namespace: 'shop', isPractice: false, isActive: false },
    { context: 'practice', namespace: '', isPractice: true, isActive: true },
  ];
  assert.deepEqual(remembered(store), wanted);
  assert.doesNotMatch(JSON.stringify([...store.values]), /secret/);
  both.contexts.close('prod');
  both.contexts.close('practice');
  await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual(remembered(store), []);
  held.dispose();
});

test('what was not written so is not remembered', async () => {
  const good: Remembered = { context: 'prod', namespace: '', isPractice: false, isActive: true };
  assert.deepEqual(remembered(memory({ contexts: [good, { context: 'prod' }, 7, null] })), [good]);
  assert.deepEqual(remembered(memory({ contexts: 'prod' })), []);
  const store = memory();
  await remember(store, [good]);
  assert.deepEqual(remembered(store), [good]);
});

test('a program may run once it is allowed, and with other arguments or variables it is another program', async () => {
  const store = memory();
  const programs = allowedPrograms(store);
  const exec: ExecEntry = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: 'aws',
    args: ['eks', 'get-token'],
    env: [{ name: 'AWS_PROFILE', value: 'prod' }],
    provideClusterInfo: false,
  };
  const wants = (more: Partial<ExecEntry> = {}) => resolved('prod', { exec: { ...exec, ...more } });
  assert.equal(programs.mayRun(resolved('prod')), true);
  assert.equal(programs.mayRun(wants()), false);
  await programs.allow(wants());
  await programs.allow(wants());
  assert.equal(programs.mayRun(wants()), true);
  assert.equal(allowedPrograms(store).mayRun(wants()), true);
  assert.equal(programs.mayRun(wants({ command: '/tmp/aws' })), false);
  assert.equal(programs.mayRun(wants({ args: ['eks', 'delete-cluster'] })), false);
  assert.equal(programs.mayRun(wants({ env: [{ name: 'AWS_PROFILE', value: 'other' }] })), false);
  assert.doesNotMatch(JSON.stringify([...store.values]), /aws|eks|prod/);
});

test('a context that leads elsewhere after its kubeconfig was written is connected anew, in the namespace that is shown', () => {
  const [prod, dev, gone] = [resolved('prod'), resolved('dev'), resolved('gone')];
  const { contexts, connected } = open(choice(prod), choice(dev), choice(gone));
  const written = kubeconfig(resolved('prod', { token: 'new' }), resolved('dev'));
  renewContexts(contexts, written, errors);
  assert.deepEqual(
    connected.map(({ context, namespace, kubeconfig: from }) => [context.id, namespace, from === written]),
    [['prod', 'shop', true]],
  );
});

test('the practice cluster is not looked for in the kubeconfigs, whatever bears its name there', () => {
  const practice = resolved('ordinal-practice');
  const { contexts, connected } = open(choice(practice, { isPractice: true }));
  renewContexts(contexts, kubeconfig(resolved('ordinal-practice', {}, 'https://elsewhere')), errors);
  assert.deepEqual(connected, []);
});
