/** The list of guides folds again as a menu does. */
export const foldGuides = (): void => {
  const guides = document.querySelector<HTMLDetailsElement>("nav.site details");
  if (guides === null) return;
  const foldOutside = ({ target }: Event): void => {
    if (target instanceof Node && !guides.contains(target)) guides.open = false;
  };
  addEventListener("click", foldOutside);
  addEventListener("focusin", foldOutside);
  guides.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    guides.open = false;
    guides.querySelector("summary")?.focus();
  });
};
