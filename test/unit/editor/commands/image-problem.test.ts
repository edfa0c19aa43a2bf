import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageProblem } from '../../../../src/editor/commands/image-problem.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const say = speaker(allSentences);

test('a reference of an image is taken, with host, port, tag and digest, and spaces around it', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  for (const image of ['nginx', ' nginx:1.29 ', 'registry.example:5000/team/app:v2', `a/b:1@${digest}`])
    assert.equal(imageProblem(image, say), undefined, image);
});

test('what no node could pull is told, and how a reference is written', () => {
  for (const image of ['nginx:1:29', 'Nginx:1.29', 'nginx:', 'https://a/b', 'db:nginx:1.29', 'nginx@sha256:12'])
    assert.match(imageProblem(image, say) ?? '', /cannot be the name of an image.*registry\.example:5000/, image);
  assert.equal(imageProblem('', say), say('image-invalid'));
  assert.equal(imageProblem('nginx 1.29', say), say('image-invalid'));
});

test('a whole reference that was typed where the tag stood is told, with what was meant', () => {
  assert.equal(
    imageProblem('nginx:nginx:1.29', say),
    'nginx:nginx:1.29 has the name of the image twice. Write nginx:1.29.',
  );
});
