package io.throughline.ingest.ship;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which source a file's content is: one that the registry knows by inode, first bytes and bytes at other places; one whose
 * content was copied here by rotation, as copy-truncate and packers do; or a new one. An inode alone is given to another file
 * after a deletion, and a truncated file keeps its inode; first bytes alone are alike in many files. See
 * docs/adr/0032-file-identity.md.
 */
final class SourceFinder {
    /** A content of fewer bytes may be like another by chance, so that it does not wait for ever. */
    private static final int SURE_BYTES = 256;

    private final Registry registry;
    private final String host;
    private final boolean copiesAreOwn;
    private final Map<String, TailedFile> live = new HashMap<>();
    private final Set<String> unsaved = new HashSet<>();
    private int looks;

    /** @param copiesAreOwn whether a copy of a known content is shipped as one of its own */
    SourceFinder(Registry registry, String host, boolean copiesAreOwn) {
        this.registry = registry;
        this.host = host;
        this.copiesAreOwn = copiesAreOwn;
    }

    /** What a file's content is: a source, or reason to look again later. */
    sealed interface Found {
        /** The source is the file's until it is left. */
        record Known(RegistryEntry entry) implements Found {}

        /** There is too little content to know it by. */
        record TooLittle() implements Found {}

        /** It is a copy of what another file still holds: when that is truncated or gone, the copy has what was not read of it. */
        record CopyOf(String source) implements Found {}
    }

    /** @param whole whether the content will not grow, so that an unfinished first line is a line */
    Found find(TailedFile file, Content content, boolean whole) throws IOException {
        byte[] head = content.head();
        for (RegistryEntry entry : registry.ofInode(file.stat().key())) {
            if (!live.containsKey(entry.source()) && continues(entry, head, file.stat(), content)) {
                return enter(entry, file);
            }
        }
        Fingerprint fingerprint = Fingerprint.ofHead(head, whole);
        if (fingerprint == null) {
            return new Found.TooLittle();
        }
        Found copied = copiesAreOwn ? null : copied(file, content, fingerprint);
        return copied == null ? enter(fresh(file.stat(), fingerprint, content), file) : copied;
    }

    /** Whether a file that is as it was holds the source. */
    boolean isHeld(String source) {
        TailedFile owner = live.get(source);
        return owner != null && !owner.cut();
    }

    void leave(String source) {
        live.remove(source);
    }

    /** The source's content is nowhere that is known of. */
    void leaveCut(RegistryEntry entry) {
        live.remove(entry.source());
        registry.put(entry.left());
    }

    /** How often all files were looked for since a start; a file that was cut waits for the next time. */
    int looks() {
        return looks;
    }

    void looked() {
        looks++;
    }

    /** Whether the source is on disk, and may be shipped: a crash cannot give two contents one name. */
    boolean isSaved(String source) {
        return !unsaved.contains(source);
    }

    boolean anyUnsaved() {
        return !unsaved.isEmpty();
    }

    void saved() {
        unsaved.clear();
    }

    private Found enter(RegistryEntry entry, TailedFile file) {
        live.put(entry.source(), file);
        return new Found.Known(entry);
    }

    private static boolean continues(RegistryEntry entry, byte[] head, FileStat stat, Content content)
            throws IOException {
        if (!entry.head().matches(head, 0)) {
            return false;
        }
        return entry.isFinished(stat)
                || entry.marks().isEmpty()
                || content.has(entry.marks().getLast());
    }

    private @Nullable Found copied(TailedFile file, Content content, Fingerprint head) throws IOException {
        RotatedName name = RotatedName.of(file.stat().path());
        for (RegistryEntry entry : registry.ofHead(head)) {
            boolean named = name.mayBeCopyOf(RotatedName.of(Path.of(entry.path())));
            Found found = named && entry.head().equals(head) ? copyOf(entry, file, content) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Found copyOf(RegistryEntry entry, TailedFile file, Content content) throws IOException {
        TailedFile owner = live.get(entry.source());
        if (owner != null && owner.intact()) {
            return waits(owner, file, content) ? new Found.CopyOf(entry.source()) : null;
        }
        if (owner != null && !owner.cut()) {
            // It was truncated and does not know it yet.
            return new Found.CopyOf(entry.source());
        }
        long nowMillis = System.currentTimeMillis();
        RegistryEntry known = owner == null ? entry : Objects.requireNonNull(owner.checkpoint(nowMillis));
        List<Mark> common = common(known.marks(), content);
        if (common.isEmpty()) {
            return null;
        }
        if (owner != null) {
            owner.giveUp();
        }
        RegistryEntry moved = known.seen(file.stat(), nowMillis).at(known.offset(), common);
        registry.put(moved);
        return enter(moved, file);
    }

    private boolean waits(TailedFile owner, TailedFile file, Content content) throws IOException {
        try {
            long length = content.length();
            boolean alike = owner.begins(content, length);
            return alike && (length >= SURE_BYTES || !file.isOld() || owner.isGone());
        } catch (EOFException e) {
            // Somebody is still packing it.
            return true;
        }
    }

    /**
     * The marks that a copy has, by the last place that both have: it may have been made before the last bytes were written. None
     * where it is no copy.
     */
    private static List<Mark> common(List<Mark> marks, Content content) throws IOException {
        long length = content.length();
        List<Mark> within =
                marks.stream().filter(mark -> mark.position() <= length).toList();
        return within.isEmpty() || !content.has(within.getLast()) ? List.of() : within;
    }

    /** Contents of one inode may begin alike: each gets a generation of its own. */
    private RegistryEntry fresh(FileStat stat, Fingerprint head, Content content) throws IOException {
        int generation = 0;
        String source = RegistryEntry.source(host, stat.key(), head, generation);
        while (registry.get(source) != null) {
            source = RegistryEntry.source(host, stat.key(), head, ++generation);
        }
        List<Mark> marks = List.of();
        if (content instanceof Content.Plain) {
            marks = marks(content, content.length());
        }
        registry.put(RegistryEntry.fresh(source, stat, generation, head, marks, System.currentTimeMillis()));
        unsaved.add(source);
        return Objects.requireNonNull(registry.get(source));
    }

    /** At the end and ever further before it, so that a copy that was made a while ago has one of them. */
    private static List<Mark> marks(Content content, long length) throws IOException {
        List<Mark> marks = List.of();
        for (long distance = length; distance > 0; distance /= Mark.SPREAD) {
            marks = with(marks, content, length - distance + (distance == length ? Math.min(length, SURE_BYTES) : 0));
        }
        return with(marks, content, length);
    }

    private static List<Mark> with(List<Mark> marks, Content content, long position) throws IOException {
        byte[] before = content.before(position);
        return Mark.with(marks, new Mark(position, Fingerprint.of(before, 0, before.length)));
    }
}
