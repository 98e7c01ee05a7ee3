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
 * old one's name, so that a crash leaves one or the other; the one before it is kept. Where the registry is damaged it is set
 * aside and the one before is used: what was shipped since is shipped again, under the same ids. Without either, shipping starts
 * from the beginning, under the same ids where names are derived alone; see docs/shipping.md for what is not.
 */
final class Registry implements AutoCloseable {
    /** More than any host's files; beyond it those are forgotten that were not seen for longest. */
    static final int MAX_ENTRIES = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final String FILE = "registry";
    private static final String BEFORE = "registry.before";
    private static final long MAX_FILE_BYTES = 256L << 20;

    private final Path folder;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final Map<String, RegistryEntry> bySource = new LinkedHashMap<>();
    private final Map<Long, Set<String>> byInode = new HashMap<>();
    private final Map<String, Set<String>> byHead = new HashMap<>();

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
        List<RegistryEntry> entries = entries(byInode.getOrDefault(file.inode(), Set.of()));
        Comparator<RegistryEntry> sameDeviceFirst =
                Comparator.comparing((RegistryEntry entry) -> entry.file().device() != file.device());
        entries.sort(sameDeviceFirst.thenComparing(RegistryEntry::generation, Comparator.reverseOrder()));
        return entries;
    }

    @Nullable
    RegistryEntry get(String source) {
        return bySource.get(source);
    }

    /** Those whose content begins with the very same first line, whatever the file. */
    List<RegistryEntry> ofHead(Fingerprint head) {
        return entries(byHead.getOrDefault(head.hash(), Set.of()));
    }

    void put(RegistryEntry entry) {
        RegistryEntry before = bySource.put(entry.source(), entry);
        if (before != null && before.file().inode() != entry.file().inode()) {
            remove(byInode, before.file().inode(), entry.source());
        }
        byInode.computeIfAbsent(entry.file().inode(), inode -> new LinkedHashSet<>())
                .add(entry.source());
        byHead.computeIfAbsent(entry.head().hash(), head -> new LinkedHashSet<>())
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
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            // Between this and the next step there is only the one before, which is then the one that counts.
            Files.move(file, folder.resolve(BEFORE), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    private List<RegistryEntry> entries(Set<String> sources) {
        List<RegistryEntry> entries = new ArrayList<>(sources.size());
        for (String source : sources) {
            entries.add(Objects.requireNonNull(bySource.get(source)));
        }
        return entries;
    }

    private static <K> void remove(Map<K, Set<String>> index, K key, String source) {
        index.computeIfPresent(key, (same, sources) -> {
            sources.remove(source);
            return sources.isEmpty() ? null : sources;
        });
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockChannel.close();
    }

    private void load() throws IOException {
        try {
            if (read(folder.resolve(FILE)) || read(folder.resolve(BEFORE))) {
                return;
            }
            LOG.info("no offsets in {} yet", folder);
        } catch (DamagedException e) {
            Path aside = folder.resolve(FILE + ".damaged");
            Files.move(folder.resolve(FILE), aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("the registry in {} is damaged ({}), it is now {}", folder, e.getMessage(), aside);
            loadTheOneBefore();
        }
    }

    private void loadTheOneBefore() throws IOException {
        try {
            if (read(folder.resolve(BEFORE))) {
                LOG.warn(
                        "the registry before it is used: what was shipped since is shipped again, which doubles nothing");
                return;
            }
        } catch (DamagedException e) {
            LOG.warn("{} is damaged as well: {}", folder.resolve(BEFORE), e.getMessage());
        }
        LOG.warn(
                "all files are read again from their beginning: this doubles nothing of files that were only appended to"
                        + " and renamed, and doubles copies that the rotation made");
    }

    /** @return false where there is no such file */
    private boolean read(Path file) throws IOException {
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException(file + " has more than " + MAX_FILE_BYTES + " bytes");
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            LOG.debug("there is no {}", file, e);
            return false;
        }
        List<RegistryEntry> entries;
        try {
            entries = RegistryCodec.decode(bytes);
        } catch (IOException e) {
            throw new DamagedException(e);
        }
        entries.forEach(this::put);
        return true;
    }

    private void forgetOldest() {
        if (bySource.size() <= MAX_ENTRIES) {
            return;
        }
        List<RegistryEntry> oldest = new ArrayList<>(bySource.values());
        oldest.sort(Comparator.comparingLong(RegistryEntry::seenMillis));
        for (RegistryEntry entry : oldest.subList(0, bySource.size() - MAX_ENTRIES)) {
            bySource.remove(entry.source());
            remove(byInode, entry.file().inode(), entry.source());
            remove(byHead, entry.head().hash(), entry.source());
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

    /** The bytes are not those that were written. */
    private static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1;

        private DamagedException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
