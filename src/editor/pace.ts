/** Letters that are shown at once, and how long the workbench then has to draw them, in milliseconds: some 3 MB a second. */
const PIECE = 65_536;
const PAUSE = 20;

/**
 * Shows text no faster than it can be drawn. Channels and terminals take whatever they are given and draw it later: without pauses a chatty
 * container fills the window's memory. Several who write take turns. Whoever waits for the promise before reading on holds the container up instead.
 */
export function pacer(
  show: (text: string) => void,
  wait: (milliseconds: number) => Promise<void> = sleep,
): (text: string) => Promise<void> {
  let shown = 0;
  const showAll = async (text: string) => {
    for (let at = 0; at < text.length; at += PIECE) {
      const piece = text.slice(at, at + PIECE);
      show(piece);
      shown += piece.length;
      if (shown < PIECE) continue;
      shown = 0;
      await wait(PAUSE);
    }
  };
  let turn = Promise.resolve();
  return text => {
    turn = turn.then(() => showAll(text));
    return turn;
  };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
