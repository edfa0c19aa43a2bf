import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lessons } from '../../../../src/practice/lessons/lessons.ts';
import { lessons as sentences } from '../../../../src/words/lessons.ts';

test('every lesson has its sentences, and every sentence its lesson', () => {
  const codes = lessons.flatMap(({ title, task, hint }) => [title, task, hint]);
  assert.deepEqual(codes.toSorted(), Object.keys(sentences).toSorted());
});

test('lessons differ in name, and their sets have names of their own', () => {
  const names = lessons.map(lesson => lesson.name);
  assert.equal(new Set(names).size, names.length);
  const objects = lessons.flatMap(lesson => lesson.objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`));
  assert.equal(new Set(objects).size, objects.length);
});
