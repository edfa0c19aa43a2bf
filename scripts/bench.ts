// npm run bench: measures what test/bench/*.bench.ts measure and holds it against the budgets.
//   any word  only bench files whose path holds it
import { globSync } from 'node:fs';
import path from 'node:path';
import { styleText } from 'node:util';
import type { Bench, Measure } from '../test/bench/measure.ts';
import { root } from './tools/paths.ts';

const words = process.argv.slice(2);
const files = globSync('test/bench/**/*.bench.ts', { cwd: root }).filter(file =>
  words.every(word => file.includes(word)),
);
let over = 0;
for (const file of files.toSorted()) {
  console.log(styleText('bold', path.basename(file, '.bench.ts')));
  const module: { readonly default: Bench } = await import(path.join(root, file));
  for (const measure of await module.default()) print(measure);
}
if (over > 0) console.log(`${over} over budget`);
process.exit(over === 0 ? 0 : 1);

function print({ name, value, unit, budget }: Measure): void {
  const isOver = budget !== undefined && value > budget;
  if (isOver) over++;
  const amount = `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`.padStart(12);
  const limit = budget === undefined ? '' : `  of ${budget} ${unit}`;
  console.log(
    `  ${name.padEnd(52)}${isOver ? styleText('red', `${amount}${limit}  over budget`) : `${amount}${limit}`}`,
  );
}
