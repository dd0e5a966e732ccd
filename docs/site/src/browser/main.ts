// Runs on every page of the docs site; asks nothing of anybody outside it.
import { addCopyButtons } from "./copy.ts";
import { foldGuides } from "./guides-menu.ts";
import { mendReference } from "./reference-links.ts";
import { searchEverywhere } from "./search.ts";
import { switchColours } from "./theme.ts";

switchColours();
addCopyButtons();
foldGuides();
mendReference();
searchEverywhere();
