import type { FindingCode } from '../core/manifest/catalogue.ts';
import type { Severity } from '../core/manifest/finding.ts';
import type { Manifest } from '../core/manifest/parse.ts';
import type { Diagnostic, Home } from './diagnostics.ts';
import type { TextEdit } from './edit.ts';
import { behaviorFixes } from './fixes/behavior.ts';
import { controlCharacterFix } from './fixes/characters.ts';
import { accessModesFix } from './fixes/claims.ts';
import { dentFix } from './fixes/dent.ts';
import { booleanFix, listFix, moveFix, quoteFix, renameFix, unwrapFix } from './fixes/fields.ts';
import type { Fix, FixMaker } from './fixes/fix.ts';
import { apiVersionFix, kindFix, kindNameFix } from './fixes/header.ts';
import { mismatchFix, missingLabelFix, selectorFix } from './fixes/labels.ts';
import { neighbourFixes } from './fixes/neighbours.ts';
import { nestingFix } from './fixes/nesting.ts';
import { podFixes } from './fixes/pod.ts';
import { headlessFix, missingServiceFix, serviceNameFix, serviceSelectorFix } from './fixes/services.ts';
import { tabFix } from './fixes/tabs.ts';
import {
  integerFix,
  mountFix,
  nameFix,
  partitionFix,
  quantityFix,
  removalFix,
  supportedValueFix,
} from './fixes/values.ts';
import { versionFix } from './fixes/versions.ts';

export type { Fix } from './fixes/fix.ts';

/** The codes for which there is a safe change. For all others the right one is only known to the person who wrote the manifest. */
const makers: Readonly<Partial<Record<FindingCode, FixMaker>>> = {
  ...podFixes,
  ...neighbourFixes,
  ...behaviorFixes,
  'nesting-lost': nestingFix,
  'line-break-lost': nestingFix,
  'page-characters': nestingFix,
  'tab-indentation': tabFix,
  'bad-indentation': dentFix,
  'control-character': controlCharacterFix,
  'kind-missing': kindFix,
  'api-version-missing': apiVersionFix,
  'misspelled-kind': kindNameFix,
  'misspelled-field': renameFix,
  'misplaced-field': moveFix,
  'unknown-field': unknownFieldFix,
  'labels-wrapped': unwrapFix,
  'number-not-quoted': quoteFix,
  'boolean-not-quoted': quoteFix,
  'boolean-expected': booleanFix,
  'list-expected': listFix,
  'not-an-integer': integerFix,
  'unreadable-quantity': quantityFix,
  'removed-api-version': versionFix,
  'wrong-api-version': versionFix,
  'invalid-name': nameFix,
  'name-has-dots': nameFix,
  'value-not-supported': supportedValueFix,
  'selector-operator': supportedOperatorFix,
  'selector-mismatch': mismatchFix,
  'selector-label-missing': missingLabelFix,
  'selector-missing': selectorFix,
  'selector-empty': selectorFix,
  'selector-values-unwanted': removalFix,
  'rolling-update-under-on-delete': removalFix,
  'recreate-with-rolling-update': removalFix,
  'template-field-forbidden': removalFix,
  'host-port-differs': removalFix,
  'claim-access-modes-missing': accessModesFix,
  'mount-without-volume': mountFix,
  'partition-beyond-replicas': partitionFix,
  'service-name-missing': serviceNameFix,
  'service-not-found': missingServiceFix,
  'service-has-other-name': missingServiceFix,
  'headless-service-expected': headlessFix,
  'service-selects-other-pods': serviceSelectorFix,
};

/** The changes that would mend what a diagnostic tells, the best first. Without a safe one there is none. */
export function fixesFor(diagnostic: Diagnostic, { documents }: Manifest, home?: Home): Fix[] {
  const document = documents[diagnostic.document];
  const make = makers[diagnostic.code];
  if (document === undefined || make === undefined) return [];
  const made = make({ diagnostic, document, documents, home }).filter(one => one !== undefined);
  const first = made.find(({ preferred }) => preferred);
  if (first === undefined) return made;
  // Two that are both what nearly everyone would do are none.
  return [first, ...made.filter(one => one !== first).map(one => ({ ...one, preferred: false }))];
}

/** The diagnostics in the order in which their fixes are offered: what is refused before what is worth knowing, and what is underlined closely before what holds it. */
export function byUrgency(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      one.end - one.start - (other.end - other.start),
  );
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** What is only written wrongly: nobody has to be asked what was meant. All else is for a person to look at, one by one. */
const MECHANICAL: ReadonlySet<FindingCode> = new Set([
  'tab-indentation',
  'control-character',
  'misspelled-kind',
  'misspelled-field',
  'misplaced-field',
  'labels-wrapped',
  'number-not-quoted',
  'boolean-not-quoted',
  'boolean-expected',
  'list-expected',
  'not-an-integer',
  'not-a-share',
  'unreadable-quantity',
  'fraction-of-a-byte',
  'cores-beyond-any-node',
  'value-not-supported',
  'selector-operator',
  'removed-api-version',
  'wrong-api-version',
  'invalid-file-mode',
  'invalid-port-name',
  'misspelled-none',
  'path-not-absolute',
  'image-with-blanks',
]);

/** The edits that mend at once what is only written wrongly in a file. Of two changes that touch each other or fill the same place the first is made; the other is left for another round. */
export function fixAll(diagnostics: readonly Diagnostic[], manifest: Manifest, home?: Home): TextEdit[] {
  const edits: TextEdit[] = [];
  const filled = new Set<string>();
  for (const diagnostic of diagnostics) {
    if (!MECHANICAL.has(diagnostic.code)) continue;
    const place = homeOf(diagnostic);
    const made = fixesFor(diagnostic, manifest, home).find(({ preferred }) => preferred)?.edits ?? [];
    if (made.some(edit => edits.some(other => touches(edit, other))) || filled.has(place ?? '')) continue;
    edits.push(...made);
    if (place !== undefined && made.length > 0) filled.add(place);
  }
  return edits;
}

/** Where a misspelled or misplaced field comes to stand, by document: of two that belong there only one can. */
function homeOf({ document, path, values: { home } }: Diagnostic): string | undefined {
  return home === undefined ? undefined : JSON.stringify([document, path[0] === 'items' ? path[1] : '', home]);
}

function touches(one: TextEdit, other: TextEdit): boolean {
  return one.start <= other.end && other.start <= one.end;
}

function supportedOperatorFix(input: Parameters<FixMaker>[0]): ReturnType<FixMaker> {
  const { diagnostic } = input;
  return supportedValueFix({
    ...input,
    diagnostic: { ...diagnostic, values: { ...diagnostic.values, value: diagnostic.values['operator'] ?? '' } },
  });
}

/** The server takes an unknown field for nothing, but what stands there was meant for something: whether it goes is for a person to say. */
function unknownFieldFix(input: Parameters<FixMaker>[0]): ReturnType<FixMaker> {
  return removalFix(input).map(made => (made === undefined ? made : { ...made, preferred: false }));
}
