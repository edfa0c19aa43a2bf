import { readFieldPath } from '../../core/manifest/field-path.ts';
import type { Finding } from '../../core/manifest/finding.ts';
import { formatPath, isInside } from '../../core/manifest/path.ts';
import { at, isObject, type JsonObject } from '../json.ts';
import type { FieldError } from '../status.ts';
import { invalidValue, notFoundValue } from './errors.ts';
import { goSelector } from './go.ts';
import { inServerOrder } from './order.ts';
import { wordings } from './wire/areas.ts';
import { type Fault, valueAt, wordingOf } from './wording.ts';

/** What the server says of an object of a kind in which rules found something: its causes, in its words and order. */
export function causesOf(kind: string, object: JsonObject, findings: readonly Finding[]): readonly FieldError[] {
  const refusing = findings.filter(({ basis, severity }) => basis === 'api' && severity === 'error');
  const isSpoiled = refusing.some(({ path }) => path.length > 2 && isInside(path, ['spec', 'selector']));
  const isWorkload = isObject(at(object, 'spec', 'template'));
  const told = isSpoiled && isWorkload ? refusing.filter(isTold) : refusing;
  const causes = told.flatMap(finding => causesOfOne(kind, object, finding));
  const echo = isSpoiled && isWorkload ? [selectorEcho(kind, object)] : [];
  return inServerOrder(kind, onceEach([...causes, ...echo]));
}

/** With a selector that cannot be read nothing is compared, and the template is hardly looked at (validation-rules.md 1.0, case 148). */
function isTold({ path }: Finding): boolean {
  const ofWorkload = ['restartPolicy', 'activeDeadlineSeconds'];
  return !isInside(path, ['spec', 'template']) || (path.length === 4 && ofWorkload.includes(String(path[3])));
}

function selectorEcho(kind: string, object: JsonObject): FieldError {
  const selector = at(object, 'spec', 'selector');
  return invalidValue('spec.selector', goSelector(selector), kind === 'StatefulSet' ? '' : 'invalid label selector');
}

function causesOfOne(kind: string, object: JsonObject, finding: Finding): readonly FieldError[] {
  const { code, path, values, echoes = [] } = finding;
  const field = finding.field ?? formatPath(path);
  const fault: Fault = { field, path, value: valueAt(object, path), values, echoes, object, kind };
  const said = wordingOf(wordings, code, path)?.(fault) ?? invalidValue(field, fault.value, 'is not valid');
  const mounts = echoes.filter(echo => isMount.test(echo));
  return [...[said].flat(), ...mounts.map(echo => notFoundValue(echo, valueAt(object, readFieldPath(echo, object))))];
}

/** Containers do not find a volume that the server has refused. */
const isMount = /\.volume(Mounts|Devices)\[\d+\]\.name$/;

/** Fields that the server speaks of once as a whole, where rules name every part that is wrong. */
const wholes = new Set([
  'spec.template.metadata.labels',
  'spec.selector',
  'spec.capacity',
  'spec.clusterIPs',
  'metadata.ownerReferences',
]);

function onceEach(causes: readonly FieldError[]): readonly FieldError[] {
  const seen = new Set<string>();
  return causes.filter(({ field, message }) => {
    if (!wholes.has(field)) return true;
    const key = `${field}: ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
