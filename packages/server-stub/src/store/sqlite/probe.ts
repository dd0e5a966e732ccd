import type { Connection } from "./connection.js";
import { writeSetting } from "./reading.js";

/** In characters: beside the rows of a message a commit writes the pages that lead to them. */
const least = 1 << 16;
/** As much as the largest message needs. */
const most = 4 << 20;
/** Pages are larger than that, so that these are enough. */
const smallestPage = 1024;

/** Something that nobody reads. */
const writeProbe = (connection: Connection, size: number): void => writeSetting(connection, "probe", "x".repeat(size));

/** What that takes, of the file and of its log, is given back at once, since it may be all that is left for the next message. */
const writeMuch = async (connection: Connection): Promise<void> => {
  const { commits, database, refused, room } = connection;
  const size = Math.min(least + refused(), most);
  await commits.run(() => writeProbe(connection, size));
  await commits.run(() => {
    writeProbe(connection, 0);
    database.exec(`PRAGMA incremental_vacuum(${Math.ceil(size / smallestPage)})`);
  });
  room.shortenLog(database);
};

/** Writes, since a disk that is full can be read well; after a failure as much as had no room, and a small message at least. */
export const tryWriting = async (connection: Connection): Promise<void> => {
  if (connection.trouble() === undefined) await connection.commits.run(() => writeProbe(connection, 0));
  else await writeMuch(connection);
  connection.recovered();
};

/** @throws StoreLostError where there is no room for what is to be written */
export const insist = (connection: Connection | undefined): void => {
  const lack = connection?.lackOfRoom();
  if (lack) throw lack;
};
