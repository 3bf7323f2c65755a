/// Fills the placeholders of the built page, as the C++ report writer does.

export interface PageParts {
    /// plain text
    readonly title: string;
    /// HTML
    readonly meta: string;
    readonly verdict: string;
    readonly sections: string;
    /// any JSON value, or null for a page without replay
    readonly replay: unknown;
}

export function fill_template(template: string, parts: PageParts): string {
    const replay = parts.replay === null ? "" : JSON.stringify(parts.replay).replace(/</g, "\\u003c");
    const title = parts.title.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    return template
        .replaceAll("<!--WAYOUT:TITLE-->", () => title)
        .replaceAll("<!--WAYOUT:META-->", () => parts.meta)
        .replaceAll("<!--WAYOUT:VERDICT-->", () => parts.verdict)
        .replaceAll("<!--WAYOUT:SECTIONS-->", () => parts.sections)
        .replaceAll("<!--WAYOUT:REPLAY-->", () => replay);
}
