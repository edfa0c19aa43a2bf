// npm run faults: strikes a mirror with every fault that is known, over real TLS, and prints a row for each.
//   --sabotage relist   leaves a safeguard out (relist, backoff, order, silence), so that rows must fail
//   any other word      only faults whose name holds it
import { parseArgs, styleText } from 'node:util';
import { FAULTS } from '../test/support/faults/faults.ts';
import { startPracticeProcess } from '../test/support/faults/practice.ts';
import { type Row, runFault } from '../test/support/faults/run.ts';
import { SABOTAGES } from '../test/support/faults/stage.ts';
import { headline, line } from '../test/support/faults/table.ts';

const { values, positionals } = parseArgs({ options: { sabotage: { type: 'string' } }, allowPositionals: true });
const sabotage = SABOTAGES.find(name => name === values.sabotage);
if (values.sabotage !== undefined && sabotage === undefined) {
  console.error(`--sabotage takes one of: ${SABOTAGES.join(', ')}`);
  process.exit(2);
}

const chosen = FAULTS.filter(({ name }) => positionals.every(word => name.includes(word)));
const start = performance.now();
const practice = await startPracticeProcess();
const rows: Row[] = [];
try {
  console.log(headline());
  for (const fault of chosen) {
    const row = await runFault(fault, practice, { sabotage });
    rows.push(row);
    console.log(row.reasons.length === 0 ? line(row) : styleText('red', line(row)));
    for (const reason of row.reasons) console.log(`    ${reason}`);
  }
} finally {
  await practice.stop();
}
const survived = rows.filter(({ reasons }) => reasons.length === 0).length;
console.log(`${Math.round((performance.now() - start) / 1000)} s`);
console.log(`survived ${survived} of ${rows.length}`);
process.exit(survived === rows.length && rows.length > 0 ? 0 : 1);
