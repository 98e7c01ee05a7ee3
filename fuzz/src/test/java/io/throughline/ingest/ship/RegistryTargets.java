package io.throughline.ingest.ship;

import io.throughline.fuzz.Check;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** The shipper's registry, as it may be found on a disk. */
public final class RegistryTargets {
    private RegistryTargets() {}

    /** Damaged, or entries that read back as they were written. */
    public static void entries(byte[] bytes) throws IOException {
        same(RegistryCodec.decode(bytes));
    }

    /** The same with a header that is right, for what a fuzzer would never find. */
    public static void sealed(byte[] bytes) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        byte[] header = "throughline-ship-registry 2 %d %08x\n"
                .formatted(bytes.length, crc.getValue())
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(header, header.length + bytes.length);
        System.arraycopy(bytes, 0, whole, header.length, bytes.length);
        same(RegistryCodec.decode(whole));
        whole[whole.length - 1] ^= 1;
        try {
            RegistryCodec.decode(whole);
        } catch (IOException e) {
            return;
        }
        throw new AssertionError("a flipped bit was not noticed");
    }

    private static void same(List<RegistryEntry> entries) throws IOException {
        Check.same(entries, RegistryCodec.decode(RegistryCodec.encode(entries)), "entries, read and written,");
    }
}
