import { observable } from "./observable.js";

/** What a screen reader hears and the foot of the page shows for a moment. */
export const announcement = observable<{ readonly text: string; readonly id: number }>({ text: "", id: 0 });

export const announce = (text: string): void => announcement.set({ text, id: announcement.get().id + 1 });
