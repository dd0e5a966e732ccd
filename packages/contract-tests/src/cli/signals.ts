const names = ["SIGINT", "SIGTERM"] as const;

/** Hears the signals that end a run; the returned function stops hearing. */
export const onSignals = (listener: (name: "SIGINT" | "SIGTERM") => void): (() => void) => {
  const listeners = names.map((name) => ({ name, hear: () => listener(name) }));
  for (const { name, hear } of listeners) process.once(name, hear);
  return () => {
    for (const { name, hear } of listeners) process.off(name, hear);
  };
};

/** The exit code that shells know for a process that ended by this signal. */
export const exitCodeOf = (name: unknown): number => (name === "SIGINT" ? 130 : 143);
