import { announce } from "./announce.js";

// The clipboard interface is missing on plain http beyond loopback.
const copyBySelection = (text: string): boolean => {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "off-screen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
};

const copied = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
};

export const copy = async (text: string, what: string): Promise<void> =>
  announce((await copied(text)) ? `Copied ${what}.` : `The browser did not let the page copy ${what}.`);
