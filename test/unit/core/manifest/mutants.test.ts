import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkObject } from '../../../../src/core/manifest/check.ts';
import { parseManifest } from '../../../../src/core/manifest/parse.ts';
import { formatPath, isInside, type Path } from '../../../../src/core/manifest/path.ts';
import { type Fields, isFields } from '../../../../src/core/manifest/place.ts';
import type { FieldType } from '../../../../src/core/manifest/schema/table.ts';
import { ownerAt, typeAt } from '../../../../src/core/manifest/schema/walk.ts';
import { permittedValues } from '../../../../src/language/permitted.ts';
import { loadFields } from '../../../../src/language/tables.ts';
import { changed, type Spot, spotsOf, turned, without } from '../../../support/mutants.ts';

/**
 * Small faults in manifests that the server accepts, of sorts whose outcome is known by rule, wherever they are made. The manifests are
 * those whose verdict is recorded, and one that uses nearly every field there is.
 */
const fields = await loadFields();
const fixtures = path.join(import.meta.dirname, '../../../fixtures');
const accepted = readFileSync(path.join(fixtures, 'verdicts.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as { readonly accepted: boolean; readonly text: string })
  .filter(verdict => verdict.accepted)
  .map(({ text }) => text);
const everyField = readFileSync(path.join(fixtures, 'every-field.yaml'), 'utf8');
const objects = [everyField, ...accepted]
  .flatMap(text => parseManifest(text).documents)
  .flatMap(({ content }) => content.objects)
  .filter(({ kind, apiVersion }) => kind !== '' && apiVersion !== '')
  .map(({ value }) => value);

const errors = (object: unknown) =>
  checkObject(object as Fields, { fields }).filter(({ severity }) => severity === 'error');
const codes = (object: unknown) => errors(object).map(({ code, path: place }) => `${code} ${formatPath(place)}`);
const kindOf = (object: Fields) => String(object['kind']);

/** A place of one of the objects that is fit for a fault. */
function place(isFit: (object: Fields, spot: Spot) => boolean): fc.Arbitrary<{ object: Fields; spot: Spot }> {
  const fit = objects
    .map(object => ({ object, spots: spotsOf(object).filter(spot => isFit(object, spot)) }))
    .filter(({ spots }) => spots.length > 0);
  return fc
    .nat(fit.length - 1)
    .chain(index => fc.nat((fit[index]?.spots.length ?? 1) - 1).map(nth => ({ index, nth })))
    .map(({ index, nth }) => {
      const { object, spots } = fit[index] ?? { object: {}, spots: [] };
      return { object, spot: spots[nth] ?? { path: [], value: object } };
    });
}

/** Whether an error stands at a place or above it, where nothing can stand below. */
function isTold(object: unknown, where: Path): boolean {
  return errors(object).some(found => formatPath(found.path) === formatPath(where));
}

function typeOf(object: Fields, { path: where }: Spot): FieldType | undefined {
  return typeAt(fields, kindOf(object), where);
}

test('the manifests themselves are fine', () => {
  assert.ok(objects.length > 200);
  for (const object of objects) assert.deepEqual(codes(object), []);
});

test('the order of keys means nothing', () => {
  for (const object of objects) assert.deepEqual(codes(turned(object)), []);
});

test('a field that no kind has is told, wherever it stands', () => {
  const struct = place((object, spot) => typeOf(object, spot)?.form === 'struct' && isFields(spot.value));
  fc.assert(
    fc.property(struct, fc.constantFrom(null, 'x', 5, {}, []), ({ object, spot }, value) => {
      const mutant = changed(object, spot.path, owner => ({ ...(owner as Fields), zzz: value }));
      assert.ok(isTold(mutant, [...spot.path, 'zzz']), formatPath(spot.path));
    }),
    { numRuns: 500 },
  );
});

test('a field with a slip in its name is told, and what it was meant to be', () => {
  const field = place(
    (object, { path: where }) => ownerAt(fields, kindOf(object), where) !== undefined && where.length > 1,
  );
  fc.assert(
    fc.property(field, ({ object, spot }) => {
      const name = String(spot.path.at(-1));
      const slip = [...spot.path.slice(0, -1), `${name}e`];
      const owner = ownerAt(fields, kindOf(object), slip);
      fc.pre(owner === undefined);
      const mutant = changed(without(object, spot.path), slip.slice(0, -1), old => ({
        ...(old as Fields),
        [`${name}e`]: spot.value,
      }));
      assert.ok(isTold(mutant, slip), formatPath(slip));
    }),
    { numRuns: 500 },
  );
});

const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  string: [5, true, ['x'], { a: 'b' }],
  boolean: ['true', 1, [true], { a: true }],
  int32: ['5', true, 1.5, 3_000_000_000, [5], { a: 5 }],
  int64: ['5', true, 1.5, [5], { a: 5 }],
  'int-or-string': [true, 1.5, [5], { a: 5 }],
  quantity: [true, ['1Gi'], { a: '1Gi' }, '', '1 Gi', '1GiB'],
  time: [5, true, 'yesterday', ['x'], { a: 'b' }],
  list: ['x', 5, true, { a: 'b' }],
  map: ['x', 5, true, ['x']],
};

test('a value of another type is told where it stands', () => {
  const typed = place((object, spot) => spot.path.length > 1 && typeOf(object, spot) !== undefined);
  fc.assert(
    fc.property(typed, fc.nat(7), ({ object, spot }, nth) => {
      const type = typeOf(object, spot);
      const form = type?.form === 'scalar' ? type.scalar : type?.form === 'list' ? 'list' : 'map';
      const wrong = WRONG[form] ?? [];
      fc.pre(wrong.length > 0);
      const value = wrong[nth % wrong.length];
      assert.ok(
        isTold(
          changed(object, spot.path, () => value),
          spot.path,
        ),
        `${formatPath(spot.path)}: ${JSON.stringify(value)}`,
      );
    }),
    { numRuns: 1000 },
  );
});

test('null in a field is the same as nothing', () => {
  const field = place(
    (object, { path: where }) => ownerAt(fields, kindOf(object), where) !== undefined && where.length > 1,
  );
  fc.assert(
    fc.property(field, ({ object, spot }) => {
      assert.deepEqual(codes(changed(object, spot.path, () => null)), codes(without(object, spot.path)));
    }),
    { numRuns: 500 },
  );
});

/** What the server reads as empty and takes, though its declaration demands it. */
const TAKEN = /^status\.|\.(?:preference|lun|seconds|status|value)$|clusterTrustBundle\.path$|scaleIO\.secretRef$/;

test('what a struct demands and lacks is told at its place, or where it has been', () => {
  const demanded = place((object, { path: where }) => {
    const owner = ownerAt(fields, kindOf(object), where);
    return owner !== undefined && fields.required(owner.struct).includes(owner.field) && !TAKEN.test(formatPath(where));
  });
  fc.assert(
    fc.property(demanded, ({ object, spot }) => {
      // A volume whose name a claim template has too is not looked at.
      const found = errors(without(object, spot.path));
      const near = found.some(({ path: where }) => isInside(where, spot.path.slice(0, -1)));
      assert.ok(near || isHiddenVolume(object, spot.path), formatPath(spot.path));
    }),
    { numRuns: 500 },
  );
});

function isHiddenVolume(object: Fields, where: Path): boolean {
  const [index] = where.slice(4);
  const volume = spotsOf(object).find(spot => formatPath(spot.path) === `spec.template.spec.volumes[${index}].name`);
  return spotsOf(object).some(
    spot =>
      /^spec\.volumeClaimTemplates\[\d+\]\.metadata\.name$/.test(formatPath(spot.path)) && spot.value === volume?.value,
  );
}

test('of a few values another one is told, and so is one in other letters', () => {
  const choice = place((object, { path: where, value }) => {
    const steps = where.map(step => (typeof step === 'number' ? '#' : step));
    return typeof value === 'string' && permittedValues(fields, kindOf(object), steps).includes(value);
  });
  fc.assert(
    fc.property(choice, fc.constantFrom('Other', 'lower', 'longer'), ({ object, spot }, how) => {
      const value = String(spot.value);
      const wrong = how === 'Other' ? 'Other' : how === 'lower' ? value.toLowerCase() : `${value}s`;
      fc.pre(wrong !== value);
      const found = errors(changed(object, spot.path, () => wrong));
      assert.ok(
        found.some(({ path: told }) => formatPath(told) === formatPath(spot.path)) || isHiddenVolume(object, spot.path),
        `${formatPath(spot.path)}: ${wrong}`,
      );
    }),
    { numRuns: 500 },
  );
});

test('the second of two things with one name is told', () => {
  const lists =
    /\.(?:containers|initContainers|volumes)$|containers\[\d+\]\.(?:volumeDevices|volumeMounts)$|spec\.ports$/;
  const named = place((_object, { path: where, value }) => {
    return lists.test(formatPath(where)) && Array.isArray(value) && value.length > 0;
  });
  fc.assert(
    fc.property(named, ({ object, spot }) => {
      const list = Array.isArray(spot.value) ? spot.value : [];
      const found = errors(changed(object, spot.path, () => [...list, list[0]]));
      assert.ok(
        found.some(({ path: where }) => isInside(where, spot.path)) || isHiddenVolume(object, [...spot.path, 0]),
        formatPath(spot.path),
      );
    }),
    { numRuns: 200 },
  );
});

test('what may be added brings no error', () => {
  const additions: readonly (readonly [Path, Fields])[] = [
    [['metadata'], { annotations: { 'example.com/note': 'any text at all: {}' } }],
    [['metadata'], { labels: { 'app.kubernetes.io/part-of': 'shop' } }],
    [['spec', 'template', 'spec'], { enableServiceLinks: false, automountServiceAccountToken: false }],
    [['spec', 'template', 'spec'], { priorityClassName: 'high', schedulerName: 'Any_thing' }],
    [['spec', 'template', 'spec', 'containers', 0], { workingDir: 'x', tty: true, stdin: true }],
    [['spec', 'template', 'spec', 'containers', 0], { terminationMessagePath: '' }],
  ];
  const owners = place((_object, { path: where, value }) => {
    return isFields(value) && additions.some(([owner]) => formatPath(owner) === formatPath(where));
  });
  fc.assert(
    fc.property(owners, fc.nat(additions.length), ({ object, spot }, nth) => {
      const fit = additions.filter(([owner]) => formatPath(owner) === formatPath(spot.path));
      const [, addition = {}] = fit[nth % fit.length] ?? [];
      assert.deepEqual(codes(changed(object, spot.path, owner => ({ ...addition, ...(owner as Fields) }))), []);
    }),
    { numRuns: 500 },
  );
});
