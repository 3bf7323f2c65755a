/// The element of the page frame with an id and a type; the frame and the script are built together, so its absence is a bug.
export function element_by_id<T extends Element>(page: Document, id: string, type: { new (): T; prototype: T }): T {
    const element = page.getElementById(id);
    if (!(element instanceof type)) {
        throw new Error(`the page has no ${type.name} #${id}`);
    }
    return element;
}
