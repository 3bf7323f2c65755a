/// Draws a layer of the air over the plans: a small picture of a pixel a cell for each storey, made anew when the frame changes, scaled and
/// clipped to where people can walk.
import { NO_DATA_COLOUR, colour_table, css } from "./air_colour";
import { AirStore } from "./air_store";
import type { Camera, Panel } from "./camera";
import { screen_x, screen_y } from "./camera";
import type { Air, AirGrid, AirLayer, Area, Point, ReplayDocument, Surface } from "./document";
import { AIR_UNKNOWN } from "./document";
import { path_areas, path_line } from "./plan_layer";

interface GridPicture {
    readonly grid: AirGrid;
    readonly canvas: HTMLCanvasElement;
    readonly context: CanvasRenderingContext2D;
    readonly pixels: ImageData;
    /// 1: people can be at the middle of the cell; with a rim of one cell around the grid
    readonly floor: Uint8Array;
    /// index of its first cell in a frame
    readonly first_cell: number;
}

export class AirPainter {
    private readonly store: AirStore;
    private readonly pictures: readonly GridPicture[];
    private table: Uint8ClampedArray = new Uint8ClampedArray(0);
    /// What the pictures show.
    private shown_layer: AirLayer | null = null;
    private shown_frame = -1;

    constructor(private readonly replay: ReplayDocument, private readonly air: Air, page: Document) {
        this.store = new AirStore(air);
        let first_cell = 0;
        this.pictures = air.grids
            .filter((grid) => grid.nx > 0 && grid.ny > 0)
            .map((grid) => {
                const canvas = page.createElement("canvas");
                canvas.width = grid.nx;
                canvas.height = grid.ny;
                const context = canvas.getContext("2d")!;
                const picture = {
                    grid, canvas, context, pixels: context.createImageData(grid.nx, grid.ny),
                    floor: floor_mask(replay, air, grid), first_cell,
                };
                first_cell += grid.nx * grid.ny;
                return picture;
            });
    }

    frame_at(time_s: number): number {
        return this.store.frame_at(time_s);
    }

    draw(context: CanvasRenderingContext2D, layer: AirLayer, frame: number, panels: readonly Panel[], camera: Camera): void {
        this.paint(layer, frame);
        for (const panel of panels) {
            const here = this.pictures.filter(({ grid }) => grid.storey_index === panel.storey_index);
            const draw_clipped = (path: () => void): void => {
                context.save();
                context.beginPath();
                context.rect(panel.left, panel.top, panel.width, panel.height);
                context.clip();
                context.beginPath();
                path();
                context.clip("evenodd");
                if (here.length === 0) {
                    // A storey of which nothing is known is not one with clear air.
                    context.fillStyle = css(NO_DATA_COLOUR);
                    context.fillRect(panel.left, panel.top, panel.width, panel.height);
                }
                here.forEach((picture) => this.draw_picture(context, picture, panel, camera));
                context.restore();
            };
            draw_clipped(() => path_areas(context, walkable_of(this.replay, panel.storey_index), camera, panel));
            // Stairs and the like each by themselves: their outlines may touch the floor's.
            for (const surface of surfaces_of(this.replay, panel.storey_index)) {
                draw_clipped(() => {
                    path_line(context, surface.outline, camera, panel);
                    context.closePath();
                });
            }
        }
    }

    private draw_picture(context: CanvasRenderingContext2D, picture: GridPicture, panel: Panel, camera: Camera): void {
        const { corner_m, nx, ny } = picture.grid;
        const { cell_m } = this.air;
        context.drawImage(
            picture.canvas, screen_x(camera, panel, corner_m[0]), screen_y(camera, panel, corner_m[1] + ny * cell_m),
            nx * cell_m * camera.px_per_m, ny * cell_m * camera.px_per_m,
        );
    }

    private paint(layer: AirLayer, frame: number): void {
        if (layer === this.shown_layer && frame === this.shown_frame) {
            return;
        }
        if (layer !== this.shown_layer) {
            this.table = colour_table(layer);
        }
        const bytes = this.store.bytes(layer, frame);
        for (const picture of this.pictures) {
            const { grid, pixels, floor, first_cell } = picture;
            const cells = bytes.subarray(first_cell, first_cell + grid.nx * grid.ny);
            for (let y = 0; y < grid.ny; ++y) {
                for (let x = 0; x < grid.nx; ++x) {
                    const shown = shown_byte(cells, floor, grid, x, y);
                    // Row 0 of a grid is in the south, of a picture in the north.
                    const pixel = 4 * ((grid.ny - 1 - y) * grid.nx + x);
                    for (let channel = 0; channel < 4; ++channel) {
                        pixels.data[pixel + channel] = shown === null ? 0 : this.table[4 * shown + channel]!;
                    }
                }
            }
            picture.context.putImageData(pixels, 0, 0);
        }
        this.shown_layer = layer;
        this.shown_frame = frame;
    }
}

/// The byte to show in a cell; null: nothing. A cell without a byte of its own that a wall cuts takes that of a neighbour; elsewhere it
/// lacks data, which must not look like clear air.
export function shown_byte(cells: Uint8Array, floor: Uint8Array, grid: AirGrid, x: number, y: number): number | null {
    const own = cells[y * grid.nx + x]!;
    if (own !== AIR_UNKNOWN) {
        return own;
    }
    let is_beside_wall = false;
    let neighbour = AIR_UNKNOWN;
    for (let dy = -1; dy <= 1; ++dy) {
        for (let dx = -1; dx <= 1; ++dx) {
            is_beside_wall ||= floor[(y + 1 + dy) * (grid.nx + 2) + x + 1 + dx] === 0;
            const is_inside = x + dx >= 0 && x + dx < grid.nx && y + dy >= 0 && y + dy < grid.ny;
            if (is_inside && neighbour === AIR_UNKNOWN) {
                neighbour = cells[(y + dy) * grid.nx + x + dx]!;
            }
        }
    }
    if (is_beside_wall && neighbour !== AIR_UNKNOWN) {
        return neighbour;
    }
    return floor[(y + 1) * (grid.nx + 2) + x + 1] === 1 ? AIR_UNKNOWN : null;
}

function walkable_of(replay: ReplayDocument, storey_index: number): readonly Area[] {
    return replay.storeys[storey_index]!.walkable;
}

function surfaces_of(replay: ReplayDocument, storey_index: number): readonly Surface[] {
    return replay.surfaces.filter((surface) => surface.storey_index === storey_index);
}

/// Whether people can be at the middle of each cell, with a rim of one cell around the grid.
export function floor_mask(replay: ReplayDocument, air: Air, grid: AirGrid): Uint8Array {
    const surfaces = surfaces_of(replay, grid.storey_index);
    const areas = walkable_of(replay, grid.storey_index);
    const mask = new Uint8Array((grid.nx + 2) * (grid.ny + 2));
    for (let y = -1; y <= grid.ny; ++y) {
        const y_m = grid.corner_m[1] + (y + 0.5) * air.cell_m;
        const x_of = (x: number): number => grid.corner_m[0] + (x + 0.5) * air.cell_m;
        // Lines of a row that cross it, sorted: between the first and the second, the third and the fourth, ... is inside.
        const crossings_of_areas = areas.map((area) => crossings([area.outer, ...area.holes], y_m));
        const crossings_of_surfaces = surfaces.map((surface) => crossings([surface.outline], y_m));
        for (let x = -1; x <= grid.nx; ++x) {
            const inside = [...crossings_of_areas, ...crossings_of_surfaces].some((at) => is_between(at, x_of(x)));
            mask[(y + 1) * (grid.nx + 2) + x + 1] = inside ? 1 : 0;
        }
    }
    return mask;
}

/// Where the edges of rings cross the height y, ascending.
function crossings(rings: readonly (readonly Point[])[], y_m: number): number[] {
    const at: number[] = [];
    for (const ring of rings) {
        ring.forEach(([ax, ay], i) => {
            const [bx, by] = ring[(i + 1) % ring.length]!;
            if (ay > y_m !== by > y_m) {
                at.push(ax + ((y_m - ay) / (by - ay)) * (bx - ax));
            }
        });
    }
    return at.sort((a, b) => a - b);
}

function is_between(at: readonly number[], x_m: number): boolean {
    let left_of = 0;
    while (left_of < at.length && at[left_of]! <= x_m) {
        ++left_of;
    }
    return left_of % 2 === 1;
}
