/** The finalizer of an owner whose dependents are set free before it goes. */
export const orphan = 'orphan';
/** The finalizer of an owner whose dependents go before it does. */
export const foreground = 'foregroundDeletion';
