package io.throughline.standalone.up;

import io.throughline.standalone.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data directory of {@code up}: what must survive a restart, used by one process at a time and only by the version that
 * wrote it.
 */
public final class DataDirectory implements AutoCloseable {
    /** Raised when a later version could not read what this one writes, or the other way round. */
    private static final String VERSION = "1";

    private static final String VERSION_FILE = "version";
    private static final String LOCK_FILE = "lock";
    /** What may be there before {@code up} ever ran: what other commands keep, and what a failed start left. */
    private static final Set<String> HARMLESS = Set.of(LOCK_FILE, "ship", "throughline.properties", "lost+found");

    private static final int PROBE_BYTES = 64 << 10;

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process, making it when it is missing.
     *
     * @param minFreeBytes refused with less free space on its disk
     * @throws UserException in one line: another process has it, another version wrote it, it holds something else, its disk is
     *     full or cannot be written; nothing in it was changed then
     */
    public static DataDirectory open(Path folder, long minFreeBytes) {
        checkVersion(folder);
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(
                    folder.resolve(LOCK_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new UserException("the data directory " + folder + " is in use" + holder(channel)
                        + "; stop that one, or choose another with --data");
            }
            checkVersion(folder);
            checkSpace(folder, minFreeBytes);
            write(channel, ProcessHandle.current().pid() + "\n");
            Files.writeString(folder.resolve(VERSION_FILE), VERSION + "\n");
            return new DataDirectory(folder, channel, lock);
        } catch (IOException e) {
            close(channel);
            throw new UserException("the data directory " + folder + " cannot be written: " + reason(e));
        } catch (UserException e) {
            close(channel);
            throw e;
        }
    }

    public Path folder() {
        return folder;
    }

    /** Where one part of the line keeps its data. */
    public Path of(String part) {
        return folder.resolve(part);
    }

    /** Free space of its disk, in bytes. */
    public long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }

    private static void checkVersion(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            Path versionFile = folder.resolve(VERSION_FILE);
            if (Files.exists(versionFile)) {
                String version = Files.readString(versionFile).strip();
                if (!version.equals(VERSION)) {
                    throw new UserException(
                            "the data directory " + folder + " is of data version '" + shortened(version)
                                    + "', this is data version " + VERSION + "; choose another with --data");
                }
            } else if (files.anyMatch(
                    file -> !HARMLESS.contains(file.getFileName().toString()))) {
                throw new UserException(
                        folder + " is not empty and no data directory of Throughline; choose another with --data");
            }
        } catch (IOException e) {
            throw new UserException("the data directory " + folder + " cannot be read: " + reason(e));
        }
    }

    /** Writes and forces some bytes: a disk can have free space and still refuse, by quota or for lack of inodes. */
    private static void checkSpace(Path folder, long minFreeBytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < minFreeBytes) {
            throw new UserException("the disk of " + folder + " has " + (free >> 20) + " MiB free, less than the "
                    + (minFreeBytes >> 20) + " MiB of data.min-free; free some, or choose another disk with --data");
        }
        Path probe = folder.resolve(LOCK_FILE + ".probe");
        try (FileChannel file = FileChannel.open(
                probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "" : " by process " + pid;
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
        channel.force(true);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : e.getClass().getSimpleName() + ", " + message;
    }

    private static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UserException("the lock of the data directory cannot be let go: " + reason(e));
        }
    }
}
