import * as vscode from 'vscode';
import { setImage } from '../../cluster/change.ts';
import type { Deployment } from '../../core/deployment/model.ts';
import type { Container, StatefulSet } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import { siteOf } from '../connect/site.ts';
import { Cancelled } from '../problems.ts';
import { specSections } from './change-sections.ts';
import { chooseTarget } from './choose-target.ts';
import { clusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { imageProblem } from './image-problem.ts';
import { keyOf, liveWorkload } from './live.ts';
import { changeOf, makeChange } from './make-change.ts';
import { pickOne } from './pick-one.ts';
import { titleIn } from './title-in.ts';

export async function setImageCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, argument);
  const target = await chooseTarget(argument, ['StatefulSet', 'Deployment'], say('choose-image'), cluster, deps);
  const workload = liveWorkload(cluster, target, say);
  const ask = (title: string) => titleIn(title, cluster, deps);
  const container = await pickContainer(workload, ask, say);
  const image = await askImage(workload, container, ask, say);
  await makeChange(
    cluster,
    {
      propose: () => {
        const now = liveWorkload(cluster, target, say);
        return {
          changes: [
            { change: changeOf(setImage(now, container.name, image, siteOf(cluster)), say), follow: keyOf(now) },
          ],
          sections: ([result], _, planning) => specSections(cluster, now, result, planning),
        };
      },
    },
    deps,
  );
}

/** Makes the title of a question out of its words. */
type Ask = (title: string) => string;

async function pickContainer(
  { kind, metadata, spec }: StatefulSet | Deployment,
  ask: Ask,
  say: CommandSay,
): Promise<Container> {
  const { containers, initContainers = [] } = spec.template.spec;
  const items = [
    ...containers.map(container => ({ label: container.name, description: container.image ?? '', container })),
    ...initContainers.map(container => ({
      label: container.name,
      description: container.image ?? '',
      detail: say('init-container'),
      container,
    })),
  ];
  const title = ask(say('image-container-title', { object: `${kind} ${metadata.name}` }));
  return (await pickOne(items, { title })).container;
}

async function askImage(
  { kind, metadata }: StatefulSet | Deployment,
  container: Container,
  ask: Ask,
  say: CommandSay,
): Promise<string> {
  const value = container.image ?? '';
  const typed = await vscode.window.showInputBox({
    title: ask(say('image-title', { object: `${kind} ${metadata.name}`, container: container.name })),
    prompt: say('image-prompt'),
    value,
    // The tag is what nearly everybody changes.
    valueSelection: [tagStart(value), value.length],
    validateInput: text => imageProblem(text, say),
  });
  if (typed === undefined) throw new Cancelled();
  return typed.trim();
}

/** Where the tag of an image begins; the end if it has none. */
function tagStart(image: string): number {
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  return colon < 0 ? image.length : colon + 1;
}
