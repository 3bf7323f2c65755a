/// The navigation beside the page, made from the headings that are there.

export function make_contents(page: Document): void {
    const nav = page.getElementById("toc");
    const sections = [...page.querySelectorAll<HTMLElement>("main > section[id]:not([hidden])")];
    if (nav === null || sections.length < 2) {
        return;
    }
    const list = page.createElement("ol");
    const links = new Map<Element, HTMLAnchorElement>();
    for (const section of sections) {
        const text = section.dataset["nav"] ?? section.querySelector("h2")?.textContent ?? "";
        if (text === "") {
            continue;
        }
        const link = page.createElement("a");
        link.href = `#${section.id}`;
        link.textContent = text;
        links.set(section, link);
        const item = page.createElement("li");
        item.append(link);
        list.append(item);
    }
    nav.append(list);
    nav.hidden = false;
    follow_reading(links);
}

/// Marks the entry of the section that is being read.
function follow_reading(links: ReadonlyMap<Element, HTMLAnchorElement>): void {
    const visible = new Set<Element>();
    const observer = new IntersectionObserver(
        (entries) => {
            for (const entry of entries) {
                if (entry.isIntersecting) {
                    visible.add(entry.target);
                } else {
                    visible.delete(entry.target);
                }
            }
            const first = [...links.keys()].find((section) => visible.has(section));
            for (const [section, link] of links) {
                if (section === first) {
                    link.setAttribute("aria-current", "true");
                } else {
                    link.removeAttribute("aria-current");
                }
            }
        },
        { rootMargin: "-20% 0px -60% 0px" },
    );
    for (const section of links.keys()) {
        observer.observe(section);
    }
}
