import { type Fault, mostRequests } from './fault.ts';
import { type PracticeProcess, startPracticeProcess } from './practice.ts';
import { type Stage, type StageOptions, setStage } from './stage.ts';
import { until } from './until.ts';

/** What one fault did to a mirror. */
export interface Row {
  readonly name: string;
  readonly requests: number;
  readonly mostRequests: number;
  /** Milliseconds of the mirror's clock from the end of the fault until it was right again; `undefined` if it never was. */
  readonly time: number | undefined;
  /** Objects that differ at the end. */
  readonly left: number;
  /** Everything that should not have been, as a reader of the table wants to know it. */
  readonly reasons: readonly string[];
}

/** What is said at most of one row's reasons. */
const MOST_REASONS = 4;
/** In milliseconds of the machine: how long what is changed afterwards may take to arrive. */
const ARRIVAL = 10_000;

export type How = Pick<StageOptions, 'sabotage' | 'limit'>;

let stages = 0;

/** Strikes a new mirror with a fault, lets it end, and holds what the mirror knows against what the server holds. */
export async function runFault(fault: Fault, shared: PracticeProcess, how: How = {}): Promise<Row> {
  const practice = fault.ownCluster === true ? await startPracticeProcess() : shared;
  stages += 1;
  const stage = await setStage({ practice, namespace: `faults-${stages}`, speed: fault.speed, ...how });
  try {
    if (!(await stage.untilRight())) stage.complaints.push('was not right before the fault');
    return await struck(fault, stage, practice);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...unfinished(fault, stage), reasons: [...stage.complaints, reason].slice(0, MOST_REASONS) };
  } finally {
    await stage.close();
    if (practice !== shared) await practice.stop();
  }
}

/** Of a fault that could not be played to its end. */
function unfinished({ name }: Fault, stage: Stage): Row {
  return { name, requests: stage.requests(), mostRequests: 0, time: undefined, left: 0, reasons: [] };
}

async function struck(fault: Fault, stage: Stage, practice: PracticeProcess): Promise<Row> {
  const { clock, people, complaints } = stage;
  const [requests, start] = [stage.requests(), clock.now()];
  const end = await fault.strike(stage, practice);
  await people.settle();
  await end();
  const ended = clock.now();
  const isRight = await stage.untilRight();
  const righted = clock.now();
  const made = stage.requests() - requests;
  const most = Math.ceil(mostRequests(fault, righted - start));
  if (made > most) complaints.push(`${made} requests are more than the ${most} that back-off allows`);
  if (isRight) await staysRight(stage);
  else complaints.push('not right again');
  const left = await stage.differences();
  return {
    name: fault.name,
    requests: made,
    mostRequests: most,
    time: isRight ? righted - ended : undefined,
    left: left.length,
    reasons: [...complaints, ...left].slice(0, MOST_REASONS),
  };
}

/** Being equal once can be luck: what changes now must arrive as well. */
async function staysRight({ mirror, people, complaints }: Stage): Promise<void> {
  const touched = await people.touch();
  const arrived = () =>
    [...touched].every(([uid, { kind, name, version }]) => {
      const known = mirror.list(kind).find(({ metadata }) => metadata.uid === uid);
      return known?.metadata.name === name && Number(known.metadata.resourceVersion) >= version;
    });
  if (!(await until(arrived, ARRIVAL))) complaints.push('a later change does not arrive');
  await people.settle();
}
