/// Shows the text of `data-tip` beside the pointer or the focused element. The text is set as text, never as HTML.

export function add_read_outs(page: Document): void {
    const box = page.createElement("div");
    box.className = "read-out";
    box.setAttribute("role", "status");
    box.hidden = true;
    page.body.append(box);

    const show = (target: Element, x: number, y: number): void => {
        box.textContent = target.getAttribute("data-tip");
        box.hidden = false;
        const gap = 14;
        const width = box.offsetWidth;
        const height = box.offsetHeight;
        const view = page.documentElement;
        const left = x + gap + width > view.clientWidth - 4 ? x - gap - width : x + gap;
        const top = y - gap - height < 4 ? y + gap : y - gap - height;
        box.style.left = `${Math.max(4, left)}px`;
        box.style.top = `${Math.max(4, top)}px`;
    };
    const hide = (): void => {
        box.hidden = true;
    };
    const tipped = (event: Event): Element | null =>
        event.target instanceof Element ? event.target.closest("[data-tip]") : null;

    page.addEventListener("pointermove", (event) => {
        const target = tipped(event);
        if (target === null) {
            hide();
        } else {
            show(target, event.clientX, event.clientY);
        }
    });
    page.documentElement.addEventListener("pointerleave", hide);
    page.addEventListener("focusin", (event) => {
        const target = tipped(event);
        if (target !== null) {
            const place = target.getBoundingClientRect();
            show(target, place.left + place.width / 2, place.top);
        }
    });
    page.addEventListener("focusout", hide);
    page.addEventListener("scroll", hide, { passive: true });
}
