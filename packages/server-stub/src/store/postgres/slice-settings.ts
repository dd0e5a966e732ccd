/** For a slice: it finds its rows by the index, whatever is known of the table. */
const byIndex = "SET LOCAL enable_seqscan = 'off'; SET LOCAL enable_bitmapscan = 'off'; SET LOCAL enable_sort = 'off'";

/**
 * For a slice that commits by itself, and that is done again if it gets lost: it waits for no disk. What depends on it is committed
 * later, and brings it there as well.
 */
export const alone = `${byIndex}; SET LOCAL synchronous_commit = 'off'`;
