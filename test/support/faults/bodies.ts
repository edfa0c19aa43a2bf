import { Transform } from 'node:stream';

/** Lets `bytes` through and then cuts the answer: by ending it as if it were whole, or by ending its connection. */
export function cutAfter(bytes: number, how: 'end' | 'destroy'): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const part = chunk.subarray(0, left);
      left -= part.length;
      this.push(part);
      if (left === 0 && how === 'end') this.push(null);
      done(left === 0 && how === 'destroy' ? new Error('cut') : null);
    },
  });
}

/** Says every line of a watch twice, and every two lines in the wrong order, for as long as `lies` says so. */
export function disorder(lies: () => boolean): Transform {
  let rest = '';
  let held: string | undefined;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (held === undefined && lies()) {
          held = line;
          continue;
        }
        for (const said of held === undefined ? [line] : [line, line, held, held]) this.push(`${said}\n`, 'latin1');
        held = undefined;
      }
      done();
    },
  });
}
