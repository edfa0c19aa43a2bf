/** Sentences of logs that are read and followed. */
export const logs = {
  'logs-title': 'Logs of {object}',
  'logs-follow': 'Follow, from the last {lines} lines on',
  'logs-last': 'The last {lines} lines',
  'logs-since': 'The last {minutes} minutes',
  'logs-previous': 'Of the containers before their last restart',
  'log-follows': '--- logs of {target} ({where}), followed until you run “Stop Following Logs” ---',
  'log-reads': '--- logs of {target} ({where}) ---',
  'log-is-all': '--- that is all ---',
  'log-ended': '--- {container} of {pod} has ended; when it starts again, its log goes on here ---',
  'log-broke-off':
    '--- the log of {container} of {pod} broke off. {why} It goes on here by itself as soon as it can be read again. ---',
  'log-failed':
    '--- the log of {container} of {pod} has ended here. {why} Choose Show Logs on the pod to read it again. ---',
  'log-context-closed':
    '--- {context} was closed, so its logs have ended here. Open it again and choose Show Logs to go on. ---',
  'log-nothing-followed': 'No log is followed now. Choose Show Logs on a set or pod to begin.',
  'log-stopped': 'Ordinal: logs are no longer followed',
  'choose-logs': 'Show the logs of what?',
} as const;
