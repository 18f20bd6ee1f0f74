package dev.palate.cli.report;

import java.util.List;

/** A table of HTML that scrolls if it is wider than the window. */
final class HtmlTable {

    private HtmlTable() {}

    /** @param rows of as many cells as the heading has; the first cell of each is its name */
    static void write(HtmlWriter html, String caption, List<String> heading, List<List<String>> rows) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
                .open("table")
                .element("caption", caption)
                .open("thead")
                .open("tr");
        heading.forEach(name -> {
            if (name.isEmpty()) {
                html.element("td", "");
            } else {
                html.element("th", name, "scope", "col");
            }
        });
        html.close().close().open("tbody");
        for (List<String> row : rows) {
            html.open("tr").element("th", row.get(0), "scope", "row");
            row.subList(1, row.size()).forEach(cell -> html.element("td", cell));
            html.close();
        }
        html.close().close().close();
    }
}
