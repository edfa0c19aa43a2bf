import { inspect, stripVTControlCharacters, styleText } from 'node:util';

/** What became of one test. */
export interface TestResult {
  /** The test file, as it was given; undefined when the run itself broke. */
  readonly file?: string;
  readonly name: string;
  /** Undefined when the test passed. */
  readonly failure?: string;
}

/** Counts results and prints what failed, so that the last line of a run can say it all. */
export interface Report {
  readonly passed: number;
  readonly failed: number;
  /** Announces a part of the run. */
  start(part: string): void;
  pass(): void;
  fail(name: string, detail: string): void;
  record(result: TestResult): void;
  /** Prints what somebody should look at, and counts nothing. */
  note(name: string, detail: string): void;
  /** Ends the part: prints its count and time. A part in which nothing ran has failed. */
  end(): void;
}

export function newReport(print: (line: string) => void = console.log): Report {
  let passed = 0;
  let failed = 0;
  let part = { name: '', passed: 0, failed: 0, started: 0 };
  return {
    get passed() {
      return passed + part.passed;
    },
    get failed() {
      return failed + part.failed;
    },
    start(name) {
      part = { name, passed: 0, failed: 0, started: performance.now() };
    },
    pass() {
      part.passed++;
    },
    fail(name, detail) {
      part.failed++;
      print(`\n${styleText('red', '✖')} ${styleText('bold', name)}\n${indented(detail)}\n`);
    },
    record({ name, failure }) {
      if (failure === undefined) this.pass();
      else this.fail(name, failure);
    },
    note(name, detail) {
      print(`\n${styleText('yellow', '!')} ${styleText('bold', name)}\n${indented(detail)}\n`);
    },
    end() {
      if (part.passed + part.failed === 0) this.fail(part.name, 'Nothing ran. A part without tests proves nothing.');
      const seconds = ((performance.now() - part.started) / 1000).toFixed(1);
      const mark = part.failed === 0 ? styleText('green', '✔') : styleText('red', '✖');
      print(`${mark} ${part.name}: ${part.passed} passed, ${part.failed} failed  (${seconds} s)`);
      passed += part.passed;
      failed += part.failed;
      part = { name: '', passed: 0, failed: 0, started: 0 };
    },
  };
}

/** An error as a person wants to read it: message, difference and the frames in this project. */
export function described(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  const frames = (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line) && !/node:|node_modules/.test(line));
  const cause = error.cause === undefined ? [] : [`because: ${described(error.cause)}`];
  return [stripVTControlCharacters(error.message), ...frames, ...cause].join('\n');
}

function indented(text: string): string {
  return text
    .trim()
    .split('\n')
    .map(line => `    ${line}`)
    .join('\n');
}
