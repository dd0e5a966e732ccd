// `pnpm --filter @miniprogram-messages/server-stub crash [kills]`: kills a store 1,000 times, or as often as asked, in each kind of
// work. The full lane does 60.
import { spawnSync } from "node:child_process";

const kills = process.argv[2] ?? "1000";
const { status } = spawnSync("vitest", ["run", "test/crash/kills.test.ts"], {
  stdio: "inherit",
  shell: true,
  env: { ...process.env, CRASH_KILLS: kills },
});
process.exitCode = status ?? 1;
