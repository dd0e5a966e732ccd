import { checkStore } from "../store/check-store.js";

/** Tests a store for damage and says what is in it. Returns the exit code: 0 sound, 1 not. */
export const check = async (url: string, print: (line: string) => void): Promise<number> => {
  const { problems, counts } = await checkStore(url);
  for (const [name, count] of Object.entries(counts)) print(`${name} ${count}`);
  for (const problem of problems) print(`damage ${problem}`);
  print(problems.length === 0 ? "sound" : "damaged: put a copy in its place, or move it away and start anew");
  return problems.length === 0 ? 0 : 1;
};
