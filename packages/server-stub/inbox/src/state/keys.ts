/** The keys of a record, as its type knows them. */
export const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] => {
  const keys: Key[] = [];
  for (const key in record) if (Object.hasOwn(record, key)) keys.push(key);
  return keys;
};
