/** Sentences about the contexts that are open: choosing between them, logging in, and what is told of one that is away. */
export const contexts = {
  'open-context-title': 'Open Another Context',
  'activate-title': 'Choose the Context That Manifests and the Palette Are About',
  'one-context-only': 'Only one context is open, so everything is about it. Open another one first.',
  'context-closed':
    'The context of this row or document is closed. Open it again; nothing was done in another one in its place.',
  'still-connecting': 'Ordinal is still connecting to {context} ({server}). Try again in a moment.',
  'contexts-unusable': 'cannot be used',
  'context-lacks-cluster': 'its cluster {cluster} is missing',
  'context-lacks-user': 'its user {user} is missing',
  'button-open-kubeconfig': 'Open the Kubeconfig',

  'context-active': 'active',
  'context-connecting': 'connecting',
  'context-away': 'away since {time}',
  'context-unreadable': 'cannot be read',
  'context-unchecked': 'insecure',
  'context-empty': 'No StatefulSet and no Deployment here',
  'spoken-action': '{action}, button',
  'bar-others-one': 'One other context is open. Press to make it the active one.',
  'bar-others': '{count} other contexts are open. Press to make one of them the active one.',

  'away-since': '{context} ({server}) has been away since {time}.',
  away: '{context} ({server}) cannot be read.',
  'away-next': 'Ordinal tries again at {time}.',
  'away-waits': 'Ordinal does not try again by itself.',

  'program-title': 'A program is to log in to {context}',
  'program-hint': 'Runs on this machine now, and whenever credentials expire',
  'program-run': 'Run this program',
  'program-leave': 'Do not run it',
  'program-file': 'named by {file}',
  'program-variables': 'with its own values for {variables}',
} as const;
