/// The byte-level primitives of the replay document: base64, zlib, varints and packed series (web/README.md, section 3).
import { unzlibSync } from "fflate";

/// The document breaks its format. The message says what is wrong; callers add where.
export class ReplayFormatError extends Error {}

export function bytes_from_base64(text: string): Uint8Array {
    let binary: string;
    try {
        binary = atob(text);
    } catch {
        throw new ReplayFormatError("is not base64");
    }
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; ++i) {
        bytes[i] = binary.charCodeAt(i);
    }
    return bytes;
}

export function inflate(bytes: Uint8Array): Uint8Array {
    try {
        return unzlibSync(bytes);
    } catch (error) {
        throw new ReplayFormatError(`is not zlib data (${error instanceof Error ? error.message : String(error)})`);
    }
}

/// 0, 1, 2, 3, 4 -> 0, -1, 1, -2, 2
export function unzigzag(value: number): number {
    return (value >>> 1) ^ -(value & 1);
}

/// Reads bytes in order and refuses to read past the end.
export class ByteReader {
    private at = 0;

    constructor(private readonly bytes: Uint8Array) {}

    /// Unsigned LEB128 of at most 32 bits.
    varint(): number {
        let value = 0;
        for (let shift = 0; shift < 35; shift += 7) {
            const byte = this.bytes[this.at++];
            if (byte === undefined) {
                throw new ReplayFormatError("ends in the middle of a number");
            }
            if (shift === 28 && byte > 0x0f) {
                throw new ReplayFormatError("has a number of more than 32 bits");
            }
            value |= (byte & 0x7f) << shift;
            if (byte < 0x80) {
                return value >>> 0;
            }
        }
        throw new ReplayFormatError("has a number of more than 32 bits");
    }

    /// A view, not a copy.
    take(count: number): Uint8Array {
        if (this.at + count > this.bytes.length) {
            throw new ReplayFormatError(`is too short: ${count} bytes expected at ${this.at}, ${this.bytes.length - this.at} left`);
        }
        this.at += count;
        return this.bytes.subarray(this.at - count, this.at);
    }

    expect_end(): void {
        if (this.at !== this.bytes.length) {
            throw new ReplayFormatError(`has ${this.bytes.length - this.at} bytes too many`);
        }
    }
}

/// Unpacks base64(zlib(varint(zigzag(first differences)))); `count` values are expected.
export function unpack_series(text: string, count: number): Int32Array {
    const values = new Int32Array(count);
    if (text === "" && count === 0) {
        return values;
    }
    const reader = new ByteReader(inflate(bytes_from_base64(text)));
    let value = 0;
    for (let i = 0; i < count; ++i) {
        value += unzigzag(reader.varint());
        values[i] = value;
    }
    reader.expect_end();
    return values;
}

/// As unpack_series, when the document does not say how many values there are.
export function unpack_all(text: string): Int32Array {
    if (text === "") {
        return new Int32Array(0);
    }
    const bytes = inflate(bytes_from_base64(text));
    let count = 0;
    for (const byte of bytes) {
        count += byte < 0x80 ? 1 : 0;
    }
    const reader = new ByteReader(bytes);
    const values = new Int32Array(count);
    let value = 0;
    for (let i = 0; i < count; ++i) {
        value += unzigzag(reader.varint());
        values[i] = value;
    }
    reader.expect_end();
    return values;
}
