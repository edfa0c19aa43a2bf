import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fullImages, shortImage, shortImages } from '../../../src/core/image.ts';

it('an image is shown without registry and path', () => {
  assert.equal(shortImage('ghcr.io:5000/shop/app:v2'), 'app:v2');
  assert.equal(shortImage('app'), 'app');
});

it('a digest is cut to twelve digits', () => {
  assert.equal(shortImage(`shop/app@sha256:${'ab'.repeat(32)}`), 'app@sha256:abababababab');
});

it('the images of a pod are named once each', () => {
  assert.equal(shortImages([{ image: 'a:1' }, { image: 'x/a:1' }, {}, { image: 'b:2' }]), 'a:1, b:2');
});

it('where there is room they are named whole', () => {
  assert.equal(fullImages([{ image: 'reg.corp/a:1' }, { image: 'a:1' }, { image: 'a:1' }]), 'reg.corp/a:1, a:1');
});
