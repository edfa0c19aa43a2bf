import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isImageReference, isMutableImage, isPlaceholder } from '../../../src/core/images.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test('names of images are taken as container runtimes take them', () => {
  const names = [
    'nginx',
    'nginx:1.25',
    'library/nginx',
    'docker.io/bitnami/redis:7.4.0-debian-12-r2',
    'localhost:5000/a/b:1',
    'Registry.example/db',
    `a@${digest}`,
    `a:1@${digest}`,
    'a__b/c--d',
    'registry.k8s.io/pause:3.10',
    '[::1]:5000/a',
  ];
  for (const name of names) assert.ok(isImageReference(name), name);
});

test('what no runtime takes is no name of an image', () => {
  const names = [
    'Nginx',
    'registry.example/Team/db',
    'nginx:',
    ':1',
    'a b',
    'a//b',
    'a/-b',
    'nginx:1:2',
    'a@sha256:12',
    'https://a/b',
    `a:${'x'.repeat(129)}`,
    '::::',
  ];
  for (const name of names) assert.ok(!isImageReference(name), name);
});

test('what something fills in later is not judged', () => {
  const whole = [
    'IMAGE',
    'MY_IMAGE',
    '<image>',
    '@image@',
    '$IMAGE',
    '__IMAGE__',
    '_image_',
    '%image%',
    '(image)',
    '[IMAGE]',
  ];
  const parts = [
    'gcr.io/PROJECT_ID/app:v1',
    'REGISTRY/db:TAG',
    'IMAGE:TAG',
    'docker.io/YourName/db',
    'ko://example.com/app',
  ];
  for (const name of [...whole, ...parts]) assert.ok(isPlaceholder(name), name);
  const names = [
    'nginx',
    'registry.example/Team/db',
    'a:1',
    'a:RC1',
    'myapp/db',
    `a@${digest}`,
    'https://a/b',
    'Nginx',
  ];
  for (const name of names) assert.ok(!isPlaceholder(name), name);
});

test('an image without a tag, or with latest, may change; one with a digest cannot', () => {
  for (const name of ['nginx', 'nginx:latest', 'localhost:5000/a']) assert.ok(isMutableImage(name), name);
  for (const name of ['nginx:1', `nginx:latest@${digest}`, `nginx@${digest}`, 'localhost:5000/a:2'])
    assert.ok(!isMutableImage(name), name);
});
