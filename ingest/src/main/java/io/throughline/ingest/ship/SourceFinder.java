package io.throughline.ingest.ship;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which source a file's content is: one that the registry knows, by inode, first bytes and the bytes before the offset, or
 * a new one. An inode alone is given to another file after a deletion, and a truncated file keeps its inode; first bytes alone
 * are alike in many files.
 */
final class SourceFinder {
    private final Registry registry;
    private final String host;
    private final Set<String> live = new HashSet<>();

    SourceFinder(Registry registry, String host) {
        this.registry = registry;
        this.host = host;
    }

    /**
     * The source, live until it is left.
     *
     * @param whole whether the content will not grow, so that an unfinished first line is a line
     * @return null where there is too little content to know it by
     */
    @Nullable
    RegistryEntry find(FileStat stat, Content content, boolean whole) throws IOException {
        byte[] head = content.head();
        for (RegistryEntry entry : registry.ofInode(stat.key())) {
            if (!live.contains(entry.source()) && continues(entry, head, stat, content)) {
                return enter(entry);
            }
        }
        Fingerprint fingerprint = Fingerprint.ofHead(head, whole);
        return fingerprint == null ? null : enter(fresh(stat, fingerprint));
    }

    void leave(String source) {
        live.remove(source);
    }

    private RegistryEntry enter(RegistryEntry entry) {
        live.add(entry.source());
        return entry;
    }

    private static boolean continues(RegistryEntry entry, byte[] head, FileStat stat, Content content)
            throws IOException {
        if (!entry.head().matches(head, 0)) {
            return false;
        }
        if (entry.isFinished(stat)) {
            return true;
        }
        byte[] before = content.before(entry.offset());
        return entry.tail()
                .matches(before, Math.max(0, before.length - entry.tail().bytes()));
    }

    /**
     * Contents of one inode may begin alike: each gets a generation of its own, and it is on disk before anything is shipped, so
     * that a crash cannot give two contents one name.
     */
    private RegistryEntry fresh(FileStat stat, Fingerprint head) throws IOException {
        int generation = 0;
        String source = RegistryEntry.source(host, stat.key(), head, generation);
        while (registry.get(source) != null) {
            source = RegistryEntry.source(host, stat.key(), head, ++generation);
        }
        RegistryEntry entry = RegistryEntry.fresh(
                source, stat.key(), generation, head, stat.path().toString());
        registry.put(entry);
        if (generation > 0) {
            registry.save();
        }
        return entry;
    }
}
