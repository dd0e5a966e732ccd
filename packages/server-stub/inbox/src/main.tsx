import "./style/page.css";
import { render } from "preact";
import { App } from "./app.js";
import { watchPrinting } from "./state/printing.js";
import { startTheme } from "./state/theme.js";

startTheme();
watchPrinting();
const root = document.querySelector("#page");
if (root !== null) render(<App />, root);
