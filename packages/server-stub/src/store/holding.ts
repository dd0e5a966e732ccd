/** A part of what is kept. Whoever has the same one shares it. */
export interface Layer {
  readonly id: string | number;
  readonly bytes: number;
}

export interface HeldSnapshot {
  readonly id: string;
  readonly layers: readonly Layer[];
}

/** What a namespace takes with its snapshots. */
export interface Holding {
  readonly namespace: string;
  /** Of the rows that it shows: see `NamespaceRow`. */
  readonly bytes: number;
  /** Where those lie, with rows that it has forgotten as long as a snapshot shows them. */
  readonly layers: readonly Layer[];
  /** The oldest first. */
  readonly snapshots: readonly HeldSnapshot[];
}

/** Of several that have layers, each layer once. */
export const layerBytes = (holders: readonly { readonly layers: readonly Layer[] }[]): number => {
  const layers = new Map(holders.flatMap((holder) => holder.layers.map(({ id, bytes }) => [id, bytes])));
  return [...layers.values()].reduce((total, bytes) => total + bytes, 0);
};

export const heldBytes = (holding: Holding): number => layerBytes([holding, ...holding.snapshots]);
