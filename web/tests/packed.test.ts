import { describe, expect, test } from "vitest";
import { zlibSync } from "fflate";

import { ByteWriter, base64_of, pack_series, zigzag } from "../demo/encode_replay";
import { ByteReader, ReplayFormatError, bytes_from_base64, unpack_all, unpack_series, unzigzag } from "../src/replay/packed";

describe("varints and zigzag", () => {
    test("small signed numbers alternate", () => {
        expect([0, -1, 1, -2, 2].map(zigzag)).toEqual([0, 1, 2, 3, 4]);
        expect([0, 1, 2, 3, 4].map(unzigzag)).toEqual([0, -1, 1, -2, 2]);
    });

    test("the ends of int32 survive", () => {
        for (const value of [2147483647, -2147483648]) {
            expect(unzigzag(zigzag(value))).toBe(value);
        }
    });

    test("300 is the bytes AC 02", () => {
        // 300 = 0b10_0101100: low seven bits 0101100 with the top bit set = 0xAC, then 0b10 = 0x02
        const reader = new ByteReader(new Uint8Array([0xac, 0x02]));
        expect(reader.varint()).toBe(300);
        reader.expect_end();
    });

    test("a number that stops half way is refused", () => {
        expect(() => new ByteReader(new Uint8Array([0x80])).varint()).toThrow(ReplayFormatError);
    });

    test("a number of more than 32 bits is refused", () => {
        expect(new ByteReader(new Uint8Array([0xff, 0xff, 0xff, 0xff, 0x0f])).varint()).toBe(4294967295);
        expect(() => new ByteReader(new Uint8Array([0xff, 0xff, 0xff, 0xff, 0x1f])).varint()).toThrow(/32 bits/);
    });
});

describe("series", () => {
    test("a series written by hand is read", () => {
        // 5, 5, 3: differences 5, 0, -2, zigzag 10, 0, 3
        const text = base64_of(zlibSync(new Uint8Array([10, 0, 3])));
        expect([...unpack_series(text, 3)]).toEqual([5, 5, 3]);
        expect([...unpack_all(text)]).toEqual([5, 5, 3]);
    });

    test("bytes of another program's zlib are read", () => {
        // zlib.compress(bytes([10, 0, 3])) of Python
        expect([...unpack_series("eJzjYmAGAAAkAA4=", 3)]).toEqual([5, 5, 3]);
    });

    test("packing and unpacking is the identity, also for far and negative values", () => {
        const values = [0, -1, 500_000, -500_000, 1_073_741_823, -1_073_741_823, 7];
        expect([...unpack_series(pack_series(values), values.length)]).toEqual(values);
    });

    test("no values is an empty text", () => {
        expect(pack_series([])).toBe("");
        expect(unpack_all("").length).toBe(0);
    });

    test("too few or too many values are refused", () => {
        const text = pack_series([1, 2, 3]);
        expect(() => unpack_series(text, 4)).toThrow(ReplayFormatError);
        expect(() => unpack_series(text, 2)).toThrow(/too many/);
    });

    test("what is not base64 or not zlib is refused with its reason", () => {
        expect(() => bytes_from_base64("*")).toThrow("is not base64");
        expect(() => unpack_series(base64_of(new Uint8Array([1, 2, 3, 4])), 1)).toThrow(/is not zlib data/);
    });
});

test("the writer grows", () => {
    const writer = new ByteWriter();
    for (let i = 0; i < 70_000; ++i) {
        writer.byte(i & 0xff);
    }
    expect(writer.written().length).toBe(70_000);
    expect(writer.written()[69_999]).toBe(69_999 & 0xff);
});
