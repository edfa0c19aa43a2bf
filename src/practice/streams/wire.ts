import type { ApiResponse } from '../api/exchange.ts';

/** A connection that has left HTTP behind: bytes (in whole messages where it is a WebSocket) both ways. */
export interface Wire {
  send(data: Buffer): void;
  close(): void;
  /** Set once, before anything arrives. */
  onData(listener: (data: Buffer) => void): void;
  /** Called once, whoever closed it. */
  onClose(listener: () => void): void;
}

/** What a request to leave HTTP is answered with. */
export type Upgrade =
  | { readonly refusal: ApiResponse }
  | {
      readonly over: 'websocket' | 'spdy';
      /** The protocol chosen among those offered. */
      readonly protocol: string;
      serve(wire: Wire): void;
    };
