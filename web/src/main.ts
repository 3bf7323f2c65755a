/// Starts the page: contents, read-outs, replay. Without scripts the report is complete but for these.
import "./style/tokens.css";
import "./style/page.css";
import "./style/sections.css";
import "./style/replay.css";
import "./style/print.css";
import { make_contents } from "./page/contents";
import { add_read_outs } from "./page/read_out";
import { unfold_for_print } from "./page/unfold_for_print";
import { start_replay } from "./replay/start_replay";

start_replay(document);
make_contents(document);
add_read_outs(document);
unfold_for_print(window);
