/** A line editor as a terminal offers it: echoes what is typed, and hands over each line. */
export interface Terminal {
  /** What arrived from the keyboard. */
  type(text: string): void;
  prompt(): void;
}

interface TerminalActions {
  write(text: string): void;
  /** A line was entered. */
  enter(line: string): void;
  /** Control-D on an empty line. */
  leave(): void;
}

const longestLine = 8_192;
/** An escape sequence after its escape: `[A` is the arrow up. */
const wholeSequence = /^(?:[^[O]|[[O][0-9;?]*[A-Za-z~])$/;

export function terminal(prompt: () => string, { write, enter, leave }: TerminalActions): Terminal {
  let line = '';
  /** What of an escape sequence is still to come: arrow keys and the like are swallowed. */
  let sequence = '';
  /** A line break of two letters is one. */
  let afterReturn = false;

  function key(character: string): void {
    if (sequence !== '' || character === '\u001b') {
      sequence += character;
      if (wholeSequence.test(sequence.slice(1)) || sequence.length > 16) sequence = '';
      return;
    }
    if (character === '\n' && afterReturn) {
      afterReturn = false;
      return;
    }
    afterReturn = character === '\r';
    switch (character) {
      case '\r':
      case '\n': {
        const entered = line;
        line = '';
        write('\r\n');
        enter(entered);
        return;
      }
      case '\u007f':
      case '\b':
        if (line === '') return;
        line = [...line].slice(0, -1).join('');
        write('\b \b');
        return;
      case '\u0003':
        line = '';
        write(`^C\r\n${prompt()}`);
        return;
      case '\u0015':
        // Control-U takes the whole line back.
        write('\b \b'.repeat([...line].length));
        line = '';
        return;
      case '\f':
        write(`\u001b[H\u001b[2J${prompt()}${line}`);
        return;
      case '\u0004':
        if (line === '') leave();
        return;
      default:
        if (character < ' ' || line.length >= longestLine) return;
        line += character;
        write(character);
    }
  }

  return {
    type(text) {
      for (const character of text) key(character);
    },
    prompt: () => write(prompt()),
  };
}
