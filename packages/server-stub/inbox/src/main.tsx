import "./style/page.css";
import { render } from "preact";

const root = document.querySelector("#page");
if (root !== null) render(<p>Inbox</p>, root);
