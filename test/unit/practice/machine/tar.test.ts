import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ArchiveFault, type Entry, pack, unpack } from '../../../../src/practice/machine/shell/tar-format.ts';

const part = fc.stringMatching(/^[a-zA-Z0-9é_-]{1,30}$/);
const name = fc.array(part, { minLength: 1, maxLength: 6 }).map(parts => parts.join('/'));
const text = fc.string({ unit: 'grapheme', maxLength: 1200 }).filter(each => !each.includes('\uFFFD'));
const entry = fc.tuple(name, text).map(([named, held]) => ({ name: named, text: held }));
const entries = fc.uniqueArray(entry, { selector: each => each.name, maxLength: 5 });

describe('archives', () => {
  it('hold what was put into them, whatever its letters and lengths', () => {
    fc.assert(
      fc.property(entries, given => {
        const back = unpack(pack(given, 1_700_000_000));
        assert.deepEqual(back, given satisfies readonly Entry[]);
      }),
    );
  });

  it('hold folders, and leave out names that fit into no header', () => {
    const folder = { name: 'data', text: undefined };
    assert.deepEqual(unpack(pack([folder, { name: 'x'.repeat(300), text: 'lost' }], 0)), [
      { name: 'data/', text: undefined },
    ]);
  });

  it('that are cut short, or are none, are refused', () => {
    const whole = pack([{ name: 'a', text: 'b'.repeat(600) }], 0);
    assert.throws(() => unpack(whole.slice(0, 700)), ArchiveFault);
    assert.throws(() => unpack('x'.repeat(1024)), ArchiveFault);
    assert.throws(() => unpack(''), ArchiveFault);
    assert.deepEqual(unpack('\0'.repeat(1024)), []);
  });

  it('are those of the tar that everybody has, both ways', {
    skip: hasTar() ? false : 'no tar on this machine',
  }, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ordinal-tar-'));
    try {
      const long = `${'deep/'.repeat(24)}file.txt`;
      const given = [
        { name: 'hello.txt', text: 'Grüße\n' },
        { name: long, text: 'far down' },
      ];
      writeFileSync(path.join(folder, 'ours.tar'), pack(given, 1_700_000_000));
      execFileSync('tar', ['-xf', 'ours.tar'], { cwd: folder });
      for (const each of given) assert.equal(readFileSync(path.join(folder, each.name), 'utf8'), each.text);
      for (const format of ['ustar', 'pax', 'gnu']) {
        execFileSync('tar', [`--format=${format}`, '-cf', 'theirs.tar', 'hello.txt', long], { cwd: folder });
        assert.deepEqual(unpack(readFileSync(path.join(folder, 'theirs.tar'), 'utf8')), given, format);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function hasTar(): boolean {
  try {
    execFileSync('tar', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
