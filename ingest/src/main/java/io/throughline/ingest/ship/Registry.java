package io.throughline.ingest.ship;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources' offsets on disk, in a folder that one shipper at a time may use. Written whole to a new file that then takes the
 * old one's name, so that a crash leaves one or the other. A damaged registry is set aside and shipping starts from the
 * beginning: sources and ids are derived, so what was shipped before is shipped again and not doubled.
 */
final class Registry implements AutoCloseable {
    /** More than any host's files; beyond it those are forgotten that were not seen for longest. */
    static final int MAX_ENTRIES = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final String FILE = "registry";
    private static final long MAX_FILE_BYTES = 256L << 20;

    private final Path folder;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final Map<String, RegistryEntry> bySource = new LinkedHashMap<>();
    private final Map<Long, Set<String>> byInode = new HashMap<>();

    private Registry(Path folder, FileChannel lockChannel, FileLock lock) {
        this.folder = folder;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /** @throws IOException the folder cannot be made or used, or another shipper uses it */
    static Registry open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new IOException("another shipper uses the registry in " + folder);
        }
        Registry registry = new Registry(folder, channel, lock);
        registry.load();
        return registry;
    }

    /** The newest generations first, and those of the same device before others: devices are numbered anew at a boot. */
    List<RegistryEntry> ofInode(FileStat.Key file) {
        List<RegistryEntry> entries = new ArrayList<>();
        for (String source : byInode.getOrDefault(file.inode(), Set.of())) {
            entries.add(Objects.requireNonNull(bySource.get(source)));
        }
        Comparator<RegistryEntry> sameDeviceFirst =
                Comparator.comparing((RegistryEntry entry) -> entry.file().device() != file.device());
        entries.sort(sameDeviceFirst.thenComparing(RegistryEntry::generation, Comparator.reverseOrder()));
        return entries;
    }

    @Nullable
    RegistryEntry get(String source) {
        return bySource.get(source);
    }

    void put(RegistryEntry entry) {
        bySource.put(entry.source(), entry);
        byInode.computeIfAbsent(entry.file().inode(), inode -> new LinkedHashSet<>())
                .add(entry.source());
    }

    Collection<RegistryEntry> entries() {
        return bySource.values();
    }

    /** Safe on disk when it returns. */
    void save() throws IOException {
        forgetOldest();
        Path fresh = folder.resolve(FILE + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(RegistryCodec.encode(bySource.values()));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockChannel.close();
    }

    private void load() throws IOException {
        Path file = folder.resolve(FILE);
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException(file + " has more than " + MAX_FILE_BYTES + " bytes");
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            LOG.info("no offsets in {} yet", folder);
            return;
        }
        try {
            RegistryCodec.decode(bytes).forEach(this::put);
        } catch (IOException e) {
            Path aside = folder.resolve(FILE + ".damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn(
                    "the registry {} is damaged ({}), it is now {}; all files are read again from their beginning,"
                            + " which doubles nothing",
                    file,
                    e.getMessage(),
                    aside);
        }
    }

    private void forgetOldest() {
        if (bySource.size() <= MAX_ENTRIES) {
            return;
        }
        List<RegistryEntry> oldest = new ArrayList<>(bySource.values());
        oldest.sort(Comparator.comparingLong(RegistryEntry::seenMillis));
        for (RegistryEntry entry : oldest.subList(0, bySource.size() - MAX_ENTRIES)) {
            bySource.remove(entry.source());
            byInode.computeIfPresent(entry.file().inode(), (inode, sources) -> {
                sources.remove(entry.source());
                return sources.isEmpty() ? null : sources;
            });
        }
    }

    /** The rename itself is on disk only once the folder is. */
    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another shipper in this very process, which the operating system does not tell apart.
            return null;
        }
    }
}
