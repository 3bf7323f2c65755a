#include "messages/xml_tree.hpp"

#include "output/number_text.hpp"

#include <fmt/format.h>
#include <libxml/parser.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <utility>

namespace wayout {
namespace {

struct ContextDeleter {
    void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};
using Context = std::unique_ptr<xmlParserCtxt, ContextDeleter>;

std::string text_of(const xmlChar* text) {
    return text != nullptr ? reinterpret_cast<const char*>(text) : "";
}

/// Follows the parser. The first problem ends the parsing: what comes after it would only follow from it.
class TreeBuilder {
public:
    TreeBuilder(const std::string& name, const XmlLimits& limits) : name_(name), limits_(limits) {}

    void attach(xmlParserCtxt* context) { context_ = context; }

    void open(const xmlChar* local_name, const xmlChar* uri) {
        if (problem_)
            return;
        if (open_.size() >= static_cast<std::size_t>(limits_.depth))
            return stop(ErrorCode::out_of_range,
                        fmt::format("elements lie more than {} deep in each other", limits_.depth));
        if (++count_ > limits_.element_count)
            return stop(ErrorCode::out_of_range,
                        fmt::format("there are more than {} elements", limits_.element_count));
        open_.push_back({text_of(local_name), text_of(uri), {}, line(), {}});
    }

    void close() {
        if (problem_ || open_.empty())
            return;
        XmlElement element = std::move(open_.back());
        open_.pop_back();
        if (open_.empty())
            root_ = std::move(element);
        else
            open_.back().children.push_back(std::move(element));
    }

    void characters(const xmlChar* text, int length) {
        if (!problem_ && !open_.empty() && length > 0)
            open_.back().text.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
    }

    /// Called before anything inside the declaration is read.
    void refuse_document_type() {
        stop(ErrorCode::unsupported,
             "a document type declaration (<!DOCTYPE) is not allowed: it could define or fetch entities. "
             "Take it out");
    }

    void refuse_other_encoding() {
        // Where the parser keeps what the declaration says depends on whether it converts.
        const xmlChar* declared = context_->encoding;
        if (declared == nullptr && context_->input != nullptr)
            declared = context_->input->encoding;
        const std::string encoding = text_of(declared);
        std::string upper = encoding;
        std::transform(upper.begin(), upper.end(), upper.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        if (!upper.empty() && upper != "UTF-8" && upper != "UTF8" && upper != "US-ASCII" && upper != "ASCII")
            stop(ErrorCode::unsupported,
                 fmt::format("the file says of itself that it is {}: save it as UTF-8", encoding));
    }

    void note_parser_error(const xmlError& error) {
        if (problem_ || error.level < XML_ERR_ERROR)
            return;
        std::string message = error.message != nullptr ? error.message : "not well-formed";
        while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) message.pop_back();
        stop(ErrorCode::syntax, "no well-formed XML: " + message, error.line);
    }

    Result<XmlElement> end() && {
        if (!problem_ && (!root_ || context_->wellFormed == 0))
            stop(ErrorCode::syntax, "no well-formed XML: the file ends early");
        if (problem_)
            return *std::move(problem_);
        return *std::move(root_);
    }

private:
    int line() const { return context_->input != nullptr ? context_->input->line : 0; }

    void stop(ErrorCode code, std::string message, int at_line = 0) {
        if (problem_)
            return;
        problem_ = Error{code, fmt::format("{} (line {})", name_, at_line > 0 ? at_line : line()),
                         std::move(message)};
        xmlStopParser(context_);
    }

    const std::string& name_;
    XmlLimits limits_;
    xmlParserCtxt* context_{nullptr};
    std::vector<XmlElement> open_;
    std::optional<XmlElement> root_;
    std::optional<Error> problem_;
    std::size_t count_{0};
};

TreeBuilder& builder(void* user_data) {
    return *static_cast<TreeBuilder*>(user_data);
}

/// What the parser calls. Nothing is given that would declare, find or expand an entity.
xmlSAXHandler handler() {
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startDocument = [](void* data) { builder(data).refuse_other_encoding(); };
    sax.internalSubset = [](void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
        builder(data).refuse_document_type();
    };
    sax.startElementNs = [](void* data, const xmlChar* local_name, const xmlChar*, const xmlChar* uri, int,
                            const xmlChar**, int, int,
                            const xmlChar**) { builder(data).open(local_name, uri); };
    sax.endElementNs = [](void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
        builder(data).close();
    };
    sax.characters = [](void* data, const xmlChar* text, int length) {
        builder(data).characters(text, length);
    };
    sax.ignorableWhitespace = sax.characters;
    sax.cdataBlock = sax.characters;
    sax.serror = [](void* data, xmlErrorPtr error) { builder(data).note_parser_error(*error); };
    return sax;
}

}  // namespace

Result<XmlElement> read_xml(std::string_view text, const std::string& name, const XmlLimits& limits) {
    if (text.size() > limits.bytes)
        return Error{ErrorCode::out_of_range, name,
                     fmt::format("has {} bytes; {} are the most that is read", text.size(), limits.bytes)};
    if (!is_utf8(text))
        return Error{ErrorCode::syntax, name,
                     "is not UTF-8 text: save it in that encoding (a file that was cut or packed is none "
                     "either)"};
    static std::once_flag initialised;
    std::call_once(initialised, [] { xmlInitParser(); });
    if (text.empty())
        return Error{ErrorCode::syntax, name, "is empty"};
    const Context context(xmlNewParserCtxt());
    if (!context)
        throw std::bad_alloc();
    TreeBuilder tree(name, limits);
    tree.attach(context.get());
    *context->sax = handler();
    context->userData = &tree;
    // No document comes back: the tree is built by our own functions.
    xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()), nullptr, nullptr,
                      XML_PARSE_NONET);
    return std::move(tree).end();
}

}  // namespace wayout
