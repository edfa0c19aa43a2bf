/** Sentences of what is done inside pods: shells, forwarded ports, and names looked up. */
export const pods = {
  'choose-shell': 'Open a shell in which pod?',
  'choose-container': 'Which container of {pod}?',
  'container-sidecar': 'sidecar',
  'pod-of': 'Which pod of {object}?',
  'no-container-runs':
    'No container of {pod} is running ({state}), so nothing can be opened in it. Wait until it runs, or ask Why for what keeps it.',
  'no-pod-runs': 'No pod of {object} is running, so nothing can be reached in it. Ask Why for what keeps them.',
  'shell-opened': '--- {shell} in container {container} of {pod} ({where}) ---',
  'shell-none':
    'Container {container} of {pod} has no shell: bash, ash and sh were looked for. Its image holds the program alone (distroless, scratch). A container beside it can look into it:',
  'shell-ended': 'The shell ended with {code}, the code of its last command.',
  'shell-interrupted': 'The shell ended with 130: it was interrupted with Ctrl+C.',
  'shell-killed':
    'The shell ended with 137: it was killed, because the container was stopped or used more memory than it may.',
  'shell-terminated': 'The shell ended with 143: it was told to end, because the container is being stopped.',
  'shell-failed': 'The shell in container {container} of {pod} could not be started: {detail}.',
  'shell-cut': 'The connection to {pod} broke off. What ran in the shell may have ended with it.',
  'shell-disconnected': 'Ordinal is no longer connected to {context}, so this shell has ended.',
  'shell-again': 'Press Enter for a new shell in {pod}, Ctrl+D to close this terminal.',
} as const;
