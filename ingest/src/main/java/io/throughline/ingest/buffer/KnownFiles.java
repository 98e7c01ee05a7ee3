package io.throughline.ingest.buffer;

import io.throughline.ingest.buffer.KnownChunks.Known;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What is left of a segment that was deleted: the keys of its chunks, {@code NUMBER.known}, for a sender that did not hear of an
 * acknowledgement before a restart and repeats its chunk behind it. Each is 28 bytes (key, length, when it was taken), and CRC-32C of all
 * of them comes last.
 */
final class KnownFiles {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}\\.known");
    private static final int ENTRY_BYTES = 3 * Long.BYTES + Integer.BYTES;
    private static final int MAX_FILES = 1024;

    private final Path folder;
    private final Deque<Kept> kept = new ArrayDeque<>();

    /** @param youngestMillis when its last chunk was taken */
    private record Kept(Path file, long youngestMillis) {}

    KnownFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads them all.
     *
     * @param files of the folder, in their order
     */
    List<Known> read(List<Path> files, Damages damages) throws IOException {
        List<Known> all = new ArrayList<>();
        for (Path file : files) {
            if (!NAME.matcher(String.valueOf(file.getFileName())).matches()) {
                continue;
            }
            long size = Files.size(file);
            List<Known> known = size > ENTRY_BYTES * (KnownChunks.MAX_CHUNKS + 1L) ? List.of() : read(file);
            if (known.isEmpty()) {
                damages.add(new Damage(
                        String.valueOf(file.getFileName()), 0, size, 0, "the keys of chunks that are in Kafka"));
                Files.delete(file);
            } else {
                kept.add(new Kept(file, known.getLast().takenMillis));
                all.addAll(known);
            }
        }
        return all;
    }

    /** @param known at least one */
    void write(long segment, List<Known> known, long nowMillis) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(known.size() * ENTRY_BYTES + Integer.BYTES);
        for (Known chunk : known) {
            bytes.putLong(chunk.key.high())
                    .putLong(chunk.key.low())
                    .putInt(chunk.bytes)
                    .putLong(chunk.takenMillis);
        }
        bytes.putInt(crc(bytes.array(), bytes.position())).flip();
        Path file = folder.resolve(HexFormat.of().toHexDigits(segment) + ".known");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
        kept.add(new Kept(file, known.getLast().takenMillis));
        forget(nowMillis);
    }

    private void forget(long nowMillis) throws IOException {
        long oldest = nowMillis - KnownChunks.FORGET_AFTER.toMillis();
        while (!kept.isEmpty() && (kept.getFirst().youngestMillis < oldest || kept.size() > MAX_FILES)) {
            Files.deleteIfExists(kept.removeFirst().file);
        }
    }

    /** Empty where they are damaged. */
    private static List<Known> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int entries = (bytes.limit() - Integer.BYTES) / ENTRY_BYTES;
        if (entries < 1
                || bytes.limit() != entries * ENTRY_BYTES + Integer.BYTES
                || bytes.getInt(entries * ENTRY_BYTES) != crc(bytes.array(), entries * ENTRY_BYTES)) {
            return List.of();
        }
        List<Known> known = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            ChunkKey key = new ChunkKey(bytes.getLong(), bytes.getLong());
            known.add(new Known(
                    key, bytes.getInt(), bytes.getLong(), Known.NOWHERE, CompletableFuture.completedFuture(null)));
        }
        return known;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
