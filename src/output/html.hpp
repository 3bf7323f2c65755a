/// A small builder of HTML. Texts are escaped; tags, classes and raw parts are ours.
#pragma once

#include "output/number_text.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayout {

class Html {
public:
    Html& open(std::string_view tag, std::string_view css_class = {}, std::string_view more_attributes = {}) {
        out_ += '<';
        out_ += tag;
        if (!css_class.empty()) {
            out_ += " class=\"";
            out_ += css_class;
            out_ += '"';
        }
        if (!more_attributes.empty()) {
            out_ += ' ';
            out_ += more_attributes;
        }
        out_ += '>';
        return *this;
    }
    Html& close(std::string_view tag) {
        out_ += "</";
        out_ += tag;
        out_ += '>';
        return *this;
    }
    Html& text(std::string_view text) {
        out_ += escape_markup(text);
        return *this;
    }
    Html& element(std::string_view tag, std::string_view content, std::string_view css_class = {}) {
        return open(tag, css_class).text(content).close(tag);
    }
    /// Finished markup.
    Html& raw(std::string_view markup) {
        out_ += markup;
        return *this;
    }
    const std::string& str() const { return out_; }

private:
    std::string out_;
};

/// A table in the page's style, row by row.
class HtmlTable {
public:
    struct Column {
        std::string name;
        bool is_number{false};
        bool is_markup{false};  ///< cells are finished markup
    };
    HtmlTable(std::vector<Column> columns, std::string_view caption = {}) : columns_(std::move(columns)) {
        html_.open("div", "table-scroll").open("table", "data");
        if (!caption.empty())
            html_.element("caption", caption);
        html_.open("thead").open("tr");
        for (const Column& c : columns_) html_.element("th", c.name, c.is_number ? "num" : "");
        html_.close("tr").close("thead").open("tbody");
    }
    HtmlTable& row(const std::vector<std::string>& cells) {
        html_.open("tr");
        for (std::size_t i = 0; i < cells.size(); ++i) {
            html_.open("td", columns_[i].is_number ? "num" : "");
            columns_[i].is_markup ? html_.raw(cells[i]) : html_.text(cells[i]);
            html_.close("td");
        }
        html_.close("tr");
        return *this;
    }
    std::string str() {
        html_.close("tbody").close("table").close("div");
        return html_.str();
    }

private:
    std::vector<Column> columns_;
    Html html_;
};

}  // namespace wayout
