import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { ControllerRevision, PodTemplate } from '../../../../src/core/statefulset/model.ts';
import {
  canonicalJson,
  chooseRevisions,
  revisionData,
  revisionName,
  templateOf,
} from '../../../../src/core/statefulset/revision.ts';
import { set } from '../../../support/statefulset.ts';

/** Names and data of revisions that real controllers 1.36.2 made. */
const recorded: { name: string; data: { spec: { template: PodTemplate } } }[] = JSON.parse(
  readFileSync(new URL('../../../fixtures/revisions.json', import.meta.url), 'utf8'),
);

describe('the name of a revision', () => {
  for (const { name, data } of recorded)
    it(`${name} follows from its data`, () => {
      assert.equal(revisionName(name.slice(0, name.lastIndexOf('-')), canonicalJson(data), 0), name);
    });

  it('changes with the count of collisions', () => {
    assert.notEqual(revisionName('web', '{}', 0), revisionName('web', '{}', 1));
  });
});

describe('JSON as the controller writes it', () => {
  it('sorts keys by code point, even those that look like numbers', () => {
    assert.equal(
      canonicalJson({ b: 1, 10: 2, 9: 3, é: 4, '\u{1F600}': 5, '\uFFFD': 6 }),
      '{"10":2,"9":3,"b":1,"é":4,"\uFFFD":6,"\u{1F600}":5}',
    );
  });

  it('escapes what Go escapes', () => {
    assert.equal(canonicalJson('<a&b>\u2028\u2029\t'), '"\\u003ca\\u0026b\\u003e\\u2028\\u2029\\t"');
  });

  it('keeps nulls and leaves out what is undefined', () => {
    assert.equal(canonicalJson({ a: null, b: undefined, c: [1, { d: true }] }), '{"a":null,"c":[1,{"d":true}]}');
  });
});

describe('choosing a revision', () => {
  const template = set().spec.template;
  const revision = (name: string, number: number, data: unknown, creationTimestamp?: string): ControllerRevision => ({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: { name, ...(creationTimestamp === undefined ? {} : { creationTimestamp }) },
    revision: number,
    data,
  });

  it('reads back the template that it stored', () => {
    assert.deepEqual(templateOf(revision('web-a', 1, revisionData(template))), template);
  });

  it('takes the newest if its template is the same', () => {
    const newest = revision('web-a', 4, revisionData(template));
    const choice = chooseRevisions(set(), [newest, revision('web-b', 2, {})]);
    assert.deepEqual([choice.by, choice.update], ['newest', newest]);
  });

  it('takes revisions from before 1.34, which hold an empty creation time, for the same', () => {
    const data = {
      spec: {
        template: { ...template, metadata: { ...template.metadata, creationTimestamp: null }, $patch: 'replace' },
      },
    };
    assert.equal(chooseRevisions(set(), [revision('web-a', 1, data)]).by, 'newest');
  });

  it('counts up when the name is taken by other data, and labels with the hash before', () => {
    const { update } = chooseRevisions(set(), []);
    const choice = chooseRevisions(set(), [revision(update.metadata.name, 1, { other: true })]);
    assert.equal(choice.collisionCount, 1);
    assert.notEqual(choice.update.metadata.name, update.metadata.name);
    assert.equal(
      choice.update.metadata.labels?.['controller.kubernetes.io/hash'],
      update.metadata.name.slice('web-'.length),
    );
  });

  it('calls the update revision current while the status names none', () => {
    const choice = chooseRevisions(set(), []);
    assert.equal(choice.current, choice.update);
  });

  it('orders revisions of one number by age, then by name', () => {
    const older = revision('web-b', 3, { a: 1 }, '2026-01-01T00:00:00Z');
    const newer = revision('web-a', 3, revisionData(template), '2026-01-02T00:00:00Z');
    assert.equal(chooseRevisions(set(), [newer, older]).by, 'newest');
  });
});
