/** The operators' page: puts it into the document. */
import { render } from "preact";
import "uplot/dist/uPlot.min.css";

const app = document.getElementById("app");
if (app) render(<main>PHC</main>, app);
