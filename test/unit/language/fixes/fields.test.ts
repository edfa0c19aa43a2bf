import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixesFor } from '../../../../src/language/actions.ts';
import { applyEdits } from '../../../../src/language/edit.ts';
import { read } from '../../../support/diagnosed.ts';
import { setText } from '../../../support/manifest-texts.ts';

const MOUNTS = '          volumeMounts:\n            - name: data\n              mountPath: /var/lib/db\n';
const PORTS = '          ports:\n            - containerPort: 5432\n';
const SECOND = '        - name: second\n          image: registry.example/second:1\n';

test('a field that stands too deep moves up into what holds it, also where that is one of several', () => {
  for (const second of ['', SECOND]) {
    const right = setText([MOUNTS, PORTS + MOUNTS + second]);
    const wrong = setText([MOUNTS, PORTS + MOUNTS.replaceAll(/^(?=.)/gm, '    ') + second]);
    const { manifest, found } = read(wrong, 'alone');
    assert.deepEqual(
      found.map(({ code }) => code),
      ['misplaced-field'],
    );
    const [made] = found.flatMap(one => fixesFor(one, manifest));
    assert.equal(made?.code, 'fix-move');
    assert.equal(applyEdits(wrong, made?.edits ?? []), right);
  }
});
