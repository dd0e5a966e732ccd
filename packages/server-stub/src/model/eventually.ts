/** What is known already is answered without a turn of the event loop. */
export type Eventually<T> = T | Promise<T>;

/** Whether it has to be waited for. A promise of an async function need not be of the global class: somebody may have replaced that. */
export const isPending = <T extends object>(value: Eventually<T>): value is Promise<T> => "then" in value;
