/// Paper cannot be clicked: folded parts are opened while the page is printed and folded again afterwards.

export function unfold_for_print(view: Window): void {
    const opened: HTMLDetailsElement[] = [];
    view.addEventListener("beforeprint", () => {
        for (const folded of view.document.querySelectorAll<HTMLDetailsElement>("details.annex:not([open])")) {
            folded.open = true;
            opened.push(folded);
        }
    });
    view.addEventListener("afterprint", () => {
        for (const details of opened.splice(0)) {
            details.open = false;
        }
    });
}
