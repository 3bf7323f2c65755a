/// Walks untrusted JSON and collects every problem with its path, instead of stopping at the first.
import { ReplayFormatError } from "./packed";

export type Json = unknown;

export class JsonChecker {
    readonly problems: string[] = [];

    report(path: string, message: string): void {
        this.problems.push(`${path}: ${message}`);
    }

    object(value: Json, path: string): Record<string, Json> {
        if (typeof value === "object" && value !== null && !Array.isArray(value)) {
            return value as Record<string, Json>;
        }
        this.report(path, "must be an object");
        return {};
    }

    array(value: Json, path: string): readonly Json[] {
        if (Array.isArray(value)) {
            return value as readonly Json[];
        }
        this.report(path, "must be an array");
        return [];
    }

    /// Each item read by `read`.
    list<T>(value: Json, path: string, read: (item: Json, item_path: string) => T): T[] {
        return this.array(value, path).map((item, i) => read(item, `${path}[${i}]`));
    }

    /// As list, but the key may be missing.
    optional_list<T>(value: Json, path: string, read: (item: Json, item_path: string) => T): T[] {
        return value === undefined ? [] : this.list(value, path, read);
    }

    text(value: Json, path: string): string {
        if (typeof value === "string") {
            return value;
        }
        this.report(path, "must be a text");
        return "";
    }

    number(value: Json, path: string): number {
        if (typeof value === "number" && Number.isFinite(value)) {
            return value;
        }
        this.report(path, "must be a number");
        return 0;
    }

    positive(value: Json, path: string): number {
        const number = this.number(value, path);
        if (number > 0) {
            return number;
        }
        this.report(path, "must be greater than 0");
        return 1;
    }

    /// A whole number in [low, high].
    integer(value: Json, path: string, low: number, high: number): number {
        if (typeof value === "number" && Number.isInteger(value) && value >= low && value <= high) {
            return value;
        }
        this.report(path, low > high ? "refers to an empty list" : `must be a whole number from ${low} to ${high}`);
        return low;
    }

    one_of<T extends string>(value: Json, path: string, allowed: readonly T[]): T {
        const found = allowed.find((option) => option === value);
        if (found === undefined) {
            this.report(path, `must be one of ${allowed.join(", ")}`);
        }
        return found ?? allowed[0]!;
    }

    /// Runs a decoder of binary data and turns its refusal into a problem at `path`.
    decoded<T>(path: string, decode: () => T, otherwise: T): T {
        try {
            return decode();
        } catch (error) {
            if (error instanceof ReplayFormatError) {
                this.report(path, error.message);
                return otherwise;
            }
            throw error;
        }
    }
}
