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
    // Whoever gave the Service itself that name means it: the pods are made elsewhere, or by something that is no workload here.
    if (key === undefined || wordsOf(name).includes(oddWord(selector[key], labels[key]))) continue;
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

/** Shorter words that differ in a letter are words of their own: `api` and `app`, `pub` and `sub`. */
const SHORTEST = 4;

/** One word of several that is misspelled. Another number, letter or colour names another application. */
function isSlip(wanted: string, found: string): boolean {
  const [ones, others] = [wordsOf(wanted), wordsOf(found)];
  const odd = ones.findIndex((word, index) => word !== others[index]);
  const [one = '', other = ''] = [ones[odd], others[odd]];
  const isAlone = ones.length === others.length && ones.every((word, index) => index === odd || word === others[index]);
  if (!isAlone || Math.min(one.length, other.length) < SHORTEST || /\d/.test(one + other)) return false;
  return nearest(one, [other]) !== undefined;
}

/** The word of a wanted value that the found one has not. */
function oddWord(wanted = '', found = ''): string {
  const others = wordsOf(found);
  return wordsOf(wanted).find((word, index) => word !== others[index]) ?? '';
}

function wordsOf(value: string): string[] {
  return value.split(/[-._]/);
}
