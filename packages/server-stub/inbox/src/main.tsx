import "./style/page.css";
import { render } from "preact";
import { App } from "./app.js";
import { startTheme } from "./state/theme.js";

startTheme();
const root = document.querySelector("#page");
if (root !== null) render(<App />, root);
