/** Redoc writes some links as if it owned the whole host; as fragments they work in a new tab and below any path. */
const mendLinks = (reference: Element): void => {
  for (const link of reference.querySelectorAll('a[href^="/"]')) {
    const href = link.getAttribute("href") ?? "/";
    link.setAttribute("href", href === "/" ? "#" : `#${href}`);
  }
};

/** Its menu is no landmark by itself. */
const nameMenu = (reference: Element): void => {
  const menu = reference.querySelector(".menu-content");
  if (menu === null || menu.hasAttribute("role")) return;
  menu.setAttribute("role", "navigation");
  menu.setAttribute("aria-label", "Operations");
};

/** Mends what Redoc renders, now and whenever it renders more. */
export const mendReference = (): void => {
  const reference = document.querySelector("#redoc");
  if (reference === null) return;
  const mend = (): void => {
    mendLinks(reference);
    nameMenu(reference);
  };
  new MutationObserver(mend).observe(reference, { childList: true, subtree: true });
  mend();
};
