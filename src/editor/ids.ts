/**
 * Every name that stands both in package.json and in code. `test/unit/editor/ids.test.ts` holds the two together:
 * a command that is declared and never registered shows up in the palette and fails.
 */

export const commandIds = {
  connect: 'ordinal.connect',
  openContext: 'ordinal.openContext',
  activate: 'ordinal.activate',
  disconnect: 'ordinal.disconnect',
  retry: 'ordinal.retry',
  chooseNamespace: 'ordinal.chooseNamespace',
  startPractice: 'ordinal.startPractice',
  stopPractice: 'ordinal.stopPractice',
  resetPractice: 'ordinal.resetPractice',
  openLesson: 'ordinal.openLesson',
  makeTrouble: 'ordinal.makeTrouble',
  apply: 'ordinal.apply',
  setPartition: 'ordinal.setPartition',
  setImage: 'ordinal.setImage',
  scale: 'ordinal.scale',
  restart: 'ordinal.restart',
  rollBack: 'ordinal.rollBack',
  rollBackTo: 'ordinal.rollBackTo',
  compareRevision: 'ordinal.compareRevision',
  repair: 'ordinal.repair',
  why: 'ordinal.why',
  deleteSet: 'ordinal.deleteSet',
  deletePod: 'ordinal.deletePod',
  freeVolume: 'ordinal.freeVolume',
  watchRollout: 'ordinal.watchRollout',
  copyKubectl: 'ordinal.copyKubectl',
  openKubectl: 'ordinal.openKubectl',
  showLive: 'ordinal.showLive',
  showNoise: 'ordinal.showNoise',
  hideNoise: 'ordinal.hideNoise',
  compareManifest: 'ordinal.compareManifest',
  openOwner: 'ordinal.openOwner',
  openManifest: 'ordinal.openManifest',
  showLogs: 'ordinal.showLogs',
  stopLogs: 'ordinal.stopLogs',
  openShell: 'ordinal.openShell',
  forwardPort: 'ordinal.forwardPort',
  openForward: 'ordinal.openForward',
  copyForward: 'ordinal.copyForward',
  stopForward: 'ordinal.stopForward',
  stopForwards: 'ordinal.stopForwards',
  showForwards: 'ordinal.showForwards',
  resolveName: 'ordinal.resolveName',
  copyName: 'ordinal.copyName',
  copyDnsName: 'ordinal.copyDnsName',
  copyMessage: 'ordinal.copyMessage',
  goToObject: 'ordinal.goToObject',
  findInTree: 'ordinal.findInTree',
  filterTree: 'ordinal.filterTree',
  clearFilter: 'ordinal.clearFilter',
  sortTree: 'ordinal.sortTree',
  refresh: 'ordinal.refresh',
  openSample: 'ordinal.openSample',
  showLog: 'ordinal.showLog',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewIds = {
  container: 'ordinal',
  cluster: 'ordinal.cluster',
  forwards: 'ordinal.forwards',
} as const;

export const settingIds = {
  kubeconfig: 'ordinal.kubeconfig',
  readOnly: 'ordinal.readOnly',
  protectedContexts: 'ordinal.protectedContexts',
  diagnostics: 'ordinal.diagnostics.enabled',
  lenses: 'ordinal.lenses.enabled',
  rules: 'ordinal.rules',
  kubernetesVersion: 'ordinal.kubernetesVersion',
} as const;

/** Context keys that package.json's when-clauses read. */
export const contextKeys = {
  /** One of `CONNECTION_STATES`. */
  state: 'ordinal.state',
  /** The kind of failure while the state is `failed`: `unreachable`, `forbidden`, … */
  problem: 'ordinal.problem',
  /** Whether several contexts are open. */
  several: 'ordinal.several',
  /** What the kubeconfigs hold: `none` where they name no context, `unusable` where none can be used, `some`. */
  kubeconfig: 'ordinal.kubeconfig',
  /** Whether the live document in front shows noise fields. */
  noise: 'ordinal.noise',
  /** One of `stopped`, `starting`, `running`. */
  practice: 'ordinal.practice',
  /** Whether a filter leaves rows of the tree out. */
  filtered: 'ordinal.filtered',
  /** Whether a port is forwarded. */
  forwards: 'ordinal.hasForwards',
} as const;

/** What a tree row is, for menus: `viewItem == ordinal.set`. */
export const rowKinds = {
  context: 'ordinal.context',
  contextBeside: 'ordinal.context.beside',
  contextPractice: 'ordinal.context.practice',
  contextPracticeBeside: 'ordinal.context.practice.beside',
  contextPracticeAway: 'ordinal.context.practice.away',
  contextPracticeAwayBeside: 'ordinal.context.practice.away.beside',
  contextAway: 'ordinal.context.away',
  contextAwayBeside: 'ordinal.context.away.beside',
  set: 'ordinal.set',
  deployment: 'ordinal.deployment',
  pod: 'ordinal.pod',
  missingPod: 'ordinal.missingPod',
  partition: 'ordinal.partition',
  claim: 'ordinal.claim',
  service: 'ordinal.service',
  serviceName: 'ordinal.serviceName',
  podName: 'ordinal.podName',
  revisions: 'ordinal.revisions',
  revision: 'ordinal.revision',
  warning: 'ordinal.warning',
  leftBehind: 'ordinal.leftBehind',
  owner: 'ordinal.owner',
  budget: 'ordinal.budget',
  volume: 'ordinal.volume',
  releasedVolume: 'ordinal.releasedVolume',
  nothingFound: 'ordinal.nothingFound',
  note: 'ordinal.note',
  forward: 'ordinal.forward',
} as const;

/** What can be done about a workload that cannot be done about every one, for menus: it stands behind the kind, `ordinal.set repair`. */
export const rowOffers = {
  /** Somebody else decides about it. */
  owner: 'owner',
  /** The way out of its trouble is one that Ordinal can go. */
  repair: 'repair',
  /** It has, or may have, another revision than the newest; of a revision: it is another one. */
  rollBack: 'rollBack',
} as const;

export type RowOffer = (typeof rowOffers)[keyof typeof rowOffers];

export type RowKind = (typeof rowKinds)[keyof typeof rowKinds];

/** Said to the command of lessons, the lesson that was under way when the window was loaded anew goes on. */
export const GO_ON = 'go-on';

/** Set to `1` on the extension host's environment, the practice cluster starts with the extension. `npm start` does so. */
export const PRACTICE_VARIABLE = 'ORDINAL_PRACTICE';

/** `recorded` or `human`: how fast the nodes of the practice cluster are. Without it a person sees every step; the in-editor tests set `recorded`. */
export const PACE_VARIABLE = 'ORDINAL_PRACTICE_PACE';

export const LOG_CHANNEL = 'Ordinal';
/** What was looked up inside pods. */
export const NAMES_CHANNEL = 'Ordinal: Names';
export const ROLLOUT_CHANNEL = 'Ordinal: Rollout';

/** Documents that show an object of the cluster. */
export const LIVE_SCHEME = 'ordinal-live';

/** Documents with the two sides of a comparison. */
export const COMPARED_SCHEME = 'ordinal-compared';

/** Documents as a fix would leave them. */
export const MENDED_SCHEME = 'ordinal-mended';

/** The output channel with the logs of a pod or workload. */
export function logChannel(name: string): string {
  return `Ordinal: Logs ${name}`;
}
