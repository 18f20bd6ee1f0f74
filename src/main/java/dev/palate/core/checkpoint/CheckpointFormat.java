package dev.palate.core.checkpoint;

/**
 * The layout of a checkpoint: raw little-endian sections behind a magic number, so that 24 million parameters are written
 * and read at the speed of the disk.
 *
 * <pre>
 * file     = magic "PALATE" 0x00 0x01, section*, end
 * section  = nameLength u16, name UTF-8, kind u8, byteLength u64, payload, crc32c u32 (of the payload)
 * kind     = 1 float32[], 2 int32[], 3 UTF-8 text
 * end      = nameLength u16 = 0
 * </pre>
 */
final class CheckpointFormat {

    static final byte[] MAGIC = {'P', 'A', 'L', 'A', 'T', 'E', 0, 1};
    static final byte FLOATS = 1;
    static final byte INTS = 2;
    static final byte TEXT = 3;
    static final int BUFFER_BYTES = 1 << 16;

    private CheckpointFormat() {}
}
