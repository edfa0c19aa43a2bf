import { serviceSelects } from '../../../labels.ts';
import type { Labels } from '../../../statefulset/model.ts';
import { labelText } from '../../aspects.ts';
import { type Finding, finding } from '../../finding.ts';
import { nearest } from '../../nearest.ts';
import { at, placeOf, textOf, textsOf } from '../../place.ts';
import type { Neighbour, Surroundings } from '../../workspace.ts';

const WORKLOADS = ['StatefulSet', 'Deployment'];

/**
 * A Service whose labels are a slip away from those of a workload in the same file, and that no workload of the workspace has. Pods are
 * made by others as well, so nothing else is told. What a set says of its own Service is told there. Fact D4.
 */
export function* serviceAround(self: Neighbour, around: Surroundings): Iterable<Finding> {
  const spec = at(placeOf(self.object.value), 'spec');
  const selector = textsOf(at(spec, 'selector'));
  const [first] = Object.entries(selector);
  if (first === undefined || at(spec, 'type').value === 'ExternalName') return;
  const { namespace, name } = self.object;
  const sharing = WORKLOADS.flatMap(kind => around.meeting(kind, namespace, 'labels', labelText(first)));
  if (sharing.some(other => serviceSelects(selector, labelsOf(other)))) return;
  const all = WORKLOADS.flatMap(kind => around.list(kind, namespace));
  if (all.some(other => serviceSelects(selector, labelsOf(other)) || isGovernedBy(other, name))) return;
  for (const other of all) {
    const labels = labelsOf(other);
    const key = other.file === self.file ? slipIn(selector, labels) : undefined;
    if (key === undefined) continue;
    const value = labels[key] ?? '';
    const values = {
      wanted: `${key}: ${selector[key] ?? ''}`,
      workload: other.object.name,
      found: `${key}: ${value}`,
      value,
    };
    const { kind, name: meant } = other.object;
    const path = ['spec', 'template', 'metadata', 'labels', key];
    const related = [{ kind, namespace: other.object.namespace, name: meant, path }];
    yield finding('service-selects-nothing', at(spec, 'selector', key).path, values, { related });
    return;
  }
}

function labelsOf({ object }: Neighbour): Labels {
  return textsOf(at(placeOf(object.value), 'spec', 'template', 'metadata', 'labels'));
}

function isGovernedBy({ object }: Neighbour, service: string): boolean {
  return textOf(at(placeOf(object.value), 'spec', 'serviceName')) === service;
}

/** The one label in which a selector differs from the pods' labels, if it is written nearly so. */
function slipIn(selector: Labels, labels: Labels): string | undefined {
  const [odd, ...more] = Object.keys(selector).filter(key => labels[key] !== selector[key]);
  if (odd === undefined || more.length > 0) return undefined;
  const [wanted = '', found = ''] = [selector[odd], labels[odd]];
  return isSlip(wanted, found) ? odd : undefined;
}

/** One word of several that is misspelled. Another number, letter or colour names another application. */
function isSlip(wanted: string, found: string): boolean {
  const [ones, others] = [wordsOf(wanted), wordsOf(found)];
  const [odd, ...more] = ones.flatMap((word, index) =>
    word === others[index] ? [] : [[word, others[index] ?? ''] as const],
  );
  if (ones.length !== others.length || odd === undefined || more.length > 0) return false;
  const [one, other] = odd;
  return one.length >= 3 && other.length >= 3 && !/\d/.test(one + other) && nearest(one, [other]) !== undefined;
}

function wordsOf(value: string): string[] {
  return value.split(/[-._]/);
}
