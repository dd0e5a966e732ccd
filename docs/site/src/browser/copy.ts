const copyBlock = async (block: Element, button: HTMLElement): Promise<void> => {
  const code = block.querySelector("code") ?? block;
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "Copied";
  } catch {
    // Without a clipboard (plain HTTP), the reader presses the keys.
    getSelection()?.selectAllChildren(code);
    button.textContent = "Selected";
  }
  setTimeout(() => {
    button.textContent = "Copy";
  }, 1500);
};

/** A button on every block of code of a guide. */
export const addCopyButtons = (): void => {
  for (const block of document.querySelectorAll(".guide pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", () => void copyBlock(block, button));
    const frame = document.createElement("div");
    frame.className = "code";
    block.replaceWith(frame);
    frame.append(block, button);
  }
};
