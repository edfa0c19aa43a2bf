import { parseArgs } from 'node:util';
import { WHERE_OPTIONS, type Where } from '../cluster/reach.ts';
import { parsed } from '../parsed.ts';
import { parseWorkload, type WorkloadName } from '../workload.ts';

/** What `ordinal why` was asked. */
export interface Asked {
  readonly wanted: WorkloadName | undefined;
  readonly format: 'text' | 'json';
  readonly source: { readonly snapshot: string } | { readonly where: Where; readonly save: string | undefined };
}

/** Reads the arguments; `undefined` when they make no sense. */
export function readArguments(args: readonly string[]): Asked | undefined {
  const read = parse(args);
  if (read === undefined) return undefined;
  const { values, positionals } = read;
  const { format, snapshot, save, context, namespace, kubeconfig } = values;
  const [name, ...more] = positionals;
  const wanted = name === undefined ? undefined : parseWorkload(name);
  if ((format !== 'text' && format !== 'json') || more.length > 0) return undefined;
  if (name !== undefined && wanted === undefined) return undefined;
  if (snapshot === undefined) return { wanted, format, source: { where: { context, namespace, kubeconfig }, save } };
  // A saved state is what it is: nothing else says where to look.
  const others = [save, context, namespace, kubeconfig];
  return others.every(other => other === undefined) ? { wanted, format, source: { snapshot } } : undefined;
}

function parse(args: readonly string[]) {
  return parsed(() =>
    parseArgs({
      args: [...args],
      options: {
        ...WHERE_OPTIONS,
        format: { type: 'string', default: 'text' },
        snapshot: { type: 'string' },
        save: { type: 'string' },
      },
      allowPositionals: true,
    }),
  );
}
