import type { NameQuestion } from '../../cluster/ask-name.ts';
import type { ServiceNames } from '../../core/service/names.ts';

/** A name that can be looked up, with what should be answered. */
export interface PredictedName extends NameQuestion {
  readonly predicted: readonly string[];
  /** The pod whose name it is, if it is one's. */
  readonly subject: string | undefined;
}

/** The names of a set: its Service's, those of named ports, and each pod's. */
export function namesOf(names: ServiceNames): PredictedName[] {
  return [
    { type: 'A', name: names.service.name, predicted: names.service.addresses, subject: undefined },
    ...names.ports.map(({ name, targets }) => ({ type: 'SRV' as const, name, predicted: targets, subject: undefined })),
    ...names.pods.map(({ name, addresses, pod }) => ({
      type: 'A' as const,
      name,
      predicted: addresses,
      subject: pod,
    })),
  ];
}

/** The name that a row of the tree is about, as its id tells: what the row shows is cut to what fits. */
export function nameOfRow(id: string, names: readonly PredictedName[]): PredictedName | undefined {
  const [, type = 'A', name] = /\|(?:query\/(A|SRV)|name)\/(\S+)$/.exec(id) ?? [];
  return names.find(each => each.name === name && each.type === type);
}
