package io.throughline.ingest.ship;

import java.util.List;

/**
 * How far a source is shipped, and by what its content is known again.
 *
 * @param file where its content is or was last; {@link FileStat.Key#NONE} where that file was truncated
 * @param generation tells apart contents of one inode that begin alike
 * @param head the content's first bytes
 * @param offset all before it is in Kafka; of a packed file, unpacked bytes
 * @param marks what the content has at some places, in their order; the last may be behind the offset
 * @param finishedSize of a packed file that was read to its end: its size; else -1
 * @param finishedMillis when that file was last modified
 * @param path where the file was seen last: for people, and to know a copy by its name
 * @param seenMillis when the file was seen last
 */
record RegistryEntry(
        String source,
        FileStat.Key file,
        int generation,
        Fingerprint head,
        long offset,
        List<Mark> marks,
        long finishedSize,
        long finishedMillis,
        String path,
        long seenMillis) {
    RegistryEntry {
        marks = List.copyOf(marks);
    }

    /** The source's name: the same for the same content in the same file of a host, even where the registry was lost. */
    static String source(String host, FileStat.Key file, Fingerprint head, int generation) {
        String identity =
                file.device() + " " + file.inode() + " " + head.bytes() + " " + head.hash() + " " + generation;
        return host + ":" + Fingerprint.digest(identity).substring(0, 24);
    }

    /** A source of which nothing is shipped yet. */
    static RegistryEntry fresh(
            String source, FileStat stat, int generation, Fingerprint head, List<Mark> marks, long nowMillis) {
        return new RegistryEntry(
                source,
                stat.key(),
                generation,
                head,
                0,
                marks,
                -1,
                0,
                stat.path().toString(),
                nowMillis);
    }

    RegistryEntry at(long newOffset, List<Mark> newMarks) {
        return new RegistryEntry(
                source, file, generation, head, newOffset, newMarks, finishedSize, finishedMillis, path, seenMillis);
    }

    /** Whether only the time differs at which the file was seen. */
    boolean sameAs(RegistryEntry other) {
        return in(file, path, other.seenMillis).equals(other);
    }

    RegistryEntry seen(FileStat stat, long nowMillis) {
        return in(stat.key(), stat.path().toString(), nowMillis);
    }

    /** The file has another content now; this one may be found in a copy. */
    RegistryEntry left() {
        return in(FileStat.Key.NONE, path, seenMillis);
    }

    /** Whether this is a packed file that was read to its end and was not touched since. */
    boolean isFinished(FileStat stat) {
        return finishedSize == stat.size() && finishedMillis == stat.modifiedMillis();
    }

    RegistryEntry finished(FileStat stat) {
        return new RegistryEntry(
                source, file, generation, head, offset, marks, stat.size(), stat.modifiedMillis(), path, seenMillis);
    }

    private RegistryEntry in(FileStat.Key otherFile, String otherPath, long millis) {
        return new RegistryEntry(
                source, otherFile, generation, head, offset, marks, finishedSize, finishedMillis, otherPath, millis);
    }
}
