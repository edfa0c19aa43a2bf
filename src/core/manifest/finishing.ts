import type { FindingCode } from './catalogue.ts';
import type { FindingValues } from './finding.ts';
import { at, isFields, itemsOf, type Place, textOf } from './place.ts';

/** What a kustomization adds to the objects that it lists, before any API server sees them. */
export interface Finishing {
  /** Files and folders that it lists, with forward slashes and no slash at the end. */
  readonly resources: readonly string[];
  /** Whether it writes labels into selectors and pod templates. */
  readonly labels: boolean;
  /** The images, without tag, for which it names a version. */
  readonly images: readonly string[];
}

/** What a kustomization finishes. `resolve` turns a path of its own into one as files are known by. */
export function finishingOf(kustomization: Place, resolve: (path: string) => string): Finishing {
  const listed = [...itemsOf(at(kustomization, 'resources')), ...itemsOf(at(kustomization, 'bases'))];
  const common = at(kustomization, 'commonLabels').value;
  return {
    resources: listed.map(item => resolve(textOf(item) ?? '').replace(/\/$/, '')).filter(path => path !== ''),
    labels:
      (isFields(common) && Object.keys(common).length > 0) ||
      itemsOf(at(kustomization, 'labels')).some(
        item => at(item, 'includeSelectors').value === true || at(item, 'includeTemplates').value === true,
      ),
    images: itemsOf(at(kustomization, 'images'))
      .filter(item => isWritten(at(item, 'newTag')) || isWritten(at(item, 'digest')))
      .map(item => textOf(at(item, 'name')) ?? ''),
  };
}

/** Whether what is missing or does not fit in a listed file is what the kustomization is there to fill in. */
export function isFinished({ labels, images }: Finishing, code: FindingCode, values: FindingValues): boolean {
  if (code === 'image-not-pinned') return images.includes(withoutTag(String(values['image'])));
  return labels && ABOUT_LABELS.has(code);
}

/** Whether anything that a kustomization does can matter to a finding; cheap, so that the kustomizations are looked at for few. */
export function mayBeFinished(code: FindingCode): boolean {
  return code === 'image-not-pinned' || ABOUT_LABELS.has(code);
}

const ABOUT_LABELS: ReadonlySet<FindingCode> = new Set([
  'selector-missing',
  'selector-empty',
  'selector-mismatch',
  'selector-shared',
  'service-without-selector',
  'rule-misses-own-pods',
  'service-selects-missing-label',
  'service-selects-other-pods',
  'budget-without-selector',
  'budget-selects-nothing',
  'service-selects-nothing',
]);

function isWritten(place: Place): boolean {
  return (textOf(place) ?? '') !== '' || typeof place.value === 'number';
}

/** An image as kustomizations name it: `:` begins a tag only behind the last slash, before that it is a port. */
function withoutTag(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}
