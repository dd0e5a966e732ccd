import { useEffect, useState } from "preact/hooks";

/** A value that tells its observers when it changes. */
export type Observable<Value> = {
  readonly get: () => Value;
  readonly set: (value: Value) => void;
  readonly observe: (observer: () => void) => () => void;
};

export const observable = <Value>(initial: Value): Observable<Value> => {
  let current = initial;
  const observers = new Set<() => void>();
  return {
    get: () => current,
    set: (value) => {
      if (Object.is(value, current)) return;
      current = value;
      for (const observer of observers) observer();
    },
    observe: (observer) => {
      observers.add(observer);
      return () => observers.delete(observer);
    },
  };
};

/** The observable's value, drawn again whenever it changes. */
export const useObservable = <Value>(source: Observable<Value>): Value => {
  const [value, take] = useState<Value>(() => source.get());
  useEffect(() => {
    const update = (): void => take(() => source.get());
    update();
    return source.observe(update);
  }, [source]);
  return value;
};
