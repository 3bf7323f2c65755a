import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/// Puts the built script and style sheet into the page, so that the report is one file that opens from disk.
/// The script goes to the end of the body as a classic one: module scripts and deferred loading gain nothing in a single file.
function inline_everything(): Plugin {
    return {
        name: "inline-everything",
        enforce: "post",
        generateBundle(_options, bundle) {
            const page = bundle["report-template.html"];
            if (page === undefined || page.type !== "asset") {
                this.error("report-template.html was not built");
            }
            let html = String(page.source);
            let scripts = "";
            let styles = "";
            for (const [file, item] of Object.entries(bundle)) {
                if (item === page) {
                    continue;
                }
                if (item.type === "chunk") {
                    // "</script" inside a string constant would end the element early.
                    scripts += item.code.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "\\x3C!--");
                } else if (file.endsWith(".css")) {
                    styles += String(item.source);
                } else {
                    this.error(`do not know how to put ${file} into the page`);
                }
                delete bundle[file];
            }
            html = html
                .replace(/\s*<script type="module"[^>]*><\/script>/g, "")
                .replace(/\s*<link rel="stylesheet"[^>]*>/g, "")
                .replace("</head>", () => `<style>${styles}</style>\n</head>`)
                .replace("</body>", () => `<script>${scripts}</script>\n</body>`);
            page.source = html;
        },
    };
}

export default defineConfig({
    build: {
        target: "es2021",
        assetsInlineLimit: Number.MAX_SAFE_INTEGER,
        modulePreload: false,
        reportCompressedSize: false,
        rollupOptions: {
            input: "report-template.html",
            output: { format: "iife" },
        },
    },
    plugins: [inline_everything()],
    test: { include: ["tests/**/*.test.ts"] },
});
