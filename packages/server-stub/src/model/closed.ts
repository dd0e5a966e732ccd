/** Why a stub that closes gives up what is under way. Without a reason every abort would make an exception with its stack. */
export const CLOSED = "the stub is closed";
