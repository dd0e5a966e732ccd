import { randomBytes } from "node:crypto";
import type { SnapshotRow } from "../store.js";
import { replaceRows } from "./sweep.js";
import { copyRows, type Rows, type World } from "./world.js";

const MOST_SNAPSHOTS = 20;

/** Copies in slices; whoever would change the rows meanwhile waits, everybody else goes on. */
const copy = async (world: World, rows: Rows): Promise<Rows> => {
  const copying = copyRows(rows);
  world.copying = copying.finally(() => {
    world.copying = undefined;
  });
  await world.copying;
  return copying;
};

export const takeSnapshot = async (world: World, at: number): Promise<SnapshotRow> => {
  const id = randomBytes(9).toString("base64url");
  const { state } = world;
  world.snapshots.push({ id, at, state, rows: await copy(world, world.rows) });
  if (world.snapshots.length > MOST_SNAPSHOTS) world.snapshots.shift();
  return { id, at };
};

export const restoreSnapshot = async (world: World, id: string): Promise<SnapshotRow | undefined> => {
  const snapshot = world.snapshots.find((candidate) => candidate.id === id);
  if (!snapshot) return undefined;
  replaceRows(world, await copy(world, snapshot.rows));
  world.state = { ...snapshot.state, revision: world.state.revision + 1 };
  return { id, at: snapshot.at };
};

/** False when there is no such one. */
export const dropSnapshot = ({ snapshots }: World, id: string): boolean => {
  const index = snapshots.findIndex((snapshot) => snapshot.id === id);
  if (index !== -1) snapshots.splice(index, 1);
  return index !== -1;
};
