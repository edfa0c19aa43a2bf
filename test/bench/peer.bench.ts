import { checkText, checkTextInFreshProcess } from './check-text.ts';
import { manyDocuments } from './manifest-texts.ts';
import { type Bench, median, middle } from './measure.ts';
import { startPeer } from './peer.ts';

const documents = 200;
const lines = 10_000;

/**
 * The same long file with yaml-language-server and with Ordinal, in one run on one machine, without its wait of 200 ms before it validates. ORDINAL_KUBERNETES_SCHEMA names a folder with
 * the JSON schema that a kube-apiserver publishes (all.json and what it refers to); without it there is nothing to compare with.
 */
const bench: Bench = async () => {
  const schemas = process.env['ORDINAL_KUBERNETES_SCHEMA'];
  if (schemas === undefined) {
    console.log('  ORDINAL_KUBERNETES_SCHEMA is not set: nothing is compared');
    return [];
  }
  const text = manyDocuments(documents, lines);
  const theirFirst: number[] = [];
  const theirs: number[] = [];
  const ourFirst: number[] = [];
  const ours: number[] = [];
  // In turns, so that whatever else the machine does meets both.
  for (let round = 0; round < 3; round++) {
    const peer = await startPeer(schemas);
    try {
      theirFirst.push(await peer.check(text));
      theirs.push(await peer.check(text));
    } finally {
      peer.end();
    }
    ourFirst.push(await checkTextInFreshProcess(documents, lines, 1));
    ours.push(await median(1, () => checkText(text)));
  }
  return [
    { name: 'yaml-language-server, opening the file in a fresh process', value: middle(theirFirst), unit: 'ms' },
    { name: 'Ordinal', value: middle(ourFirst), unit: 'ms' },
    { name: 'Ordinal takes, of that', value: (100 * middle(ourFirst)) / middle(theirFirst), unit: '%', budget: 20 },
    { name: 'yaml-language-server, again, as after each keystroke', value: middle(theirs), unit: 'ms' },
    { name: 'Ordinal, all of it again (a keystroke is one document)', value: middle(ours), unit: 'ms' },
  ];
};

export default bench;
