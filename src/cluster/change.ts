/**
 * Every mutation of a cluster goes through here, in two halves: a description (pure data, which can be shown, confirmed and tested), and
 * `send`. What is sent is held to the object that was looked at by its uid and generation.
 */
export {
  type ApplyOptions,
  describeApply,
  FIELD_MANAGER,
  type FieldConflict,
  fieldConflicts,
  isOwn,
  missingField,
} from './change/apply.ts';
export { commandLine, kubectl } from './change/kubectl.ts';
export { deleteObject, deletePod } from './change/remove.ts';
export { rollBack, storedIn } from './change/roll-back.ts';
export { type Preview, preview, send } from './change/send.ts';
export type {
  ApplyChange,
  Change,
  DeleteChange,
  Effect,
  Outcome,
  PatchChange,
  PatchOperation,
  Refusal,
  Site,
  Target,
} from './change/types.ts';
export { freeVolume, reserveVolume } from './change/volume.ts';
export { restart, setImage, setPartition, setReplicas } from './change/workload.ts';
