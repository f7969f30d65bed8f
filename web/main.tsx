import { render } from "preact";
import { Frame } from "./shared/frame.tsx";
import "./shared/theme.css";
import "./shared/base.css";
import "./shared/parts.css";
import "./shared/frame.css";

render(<Frame />, document.querySelector("#app") as HTMLElement);
