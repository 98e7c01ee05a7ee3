package io.throughline.ingest.ship;

/**
 * How far a source is shipped, and by what its file is known again.
 *
 * @param generation tells apart contents of one inode that begin alike
 * @param head the file's first bytes
 * @param offset all before it is in Kafka; of a packed file, unpacked bytes
 * @param tail the bytes just before {@code offset}
 * @param finishedSize of a packed file that was read to its end: its size; else -1
 * @param finishedMillis when that file was last modified
 * @param path where the file was seen last, for people
 * @param seenMillis when the file was seen last
 */
record RegistryEntry(
        String source,
        FileStat.Key file,
        int generation,
        Fingerprint head,
        long offset,
        Fingerprint tail,
        long finishedSize,
        long finishedMillis,
        String path,
        long seenMillis) {
    /** The source's name: the same for the same content in the same file of a host, even where the registry was lost. */
    static String source(String host, FileStat.Key file, Fingerprint head, int generation) {
        String identity =
                file.device() + " " + file.inode() + " " + head.bytes() + " " + head.hash() + " " + generation;
        return host + ":" + Fingerprint.digest(identity).substring(0, 24);
    }

    /** A source of which nothing is shipped yet. */
    static RegistryEntry fresh(String source, FileStat.Key file, int generation, Fingerprint head, String path) {
        return new RegistryEntry(source, file, generation, head, 0, Fingerprint.NOTHING, -1, 0, path, 0);
    }

    RegistryEntry at(long newOffset, Fingerprint newTail) {
        return new RegistryEntry(
                source, file, generation, head, newOffset, newTail, finishedSize, finishedMillis, path, seenMillis);
    }

    /** Whether only the time differs at which the file was seen. */
    boolean sameAs(RegistryEntry other) {
        return seen(other.seenMillis).equals(other);
    }

    private RegistryEntry seen(long millis) {
        return new RegistryEntry(
                source, file, generation, head, offset, tail, finishedSize, finishedMillis, path, millis);
    }

    RegistryEntry seen(FileStat stat, long nowMillis) {
        return new RegistryEntry(
                source,
                stat.key(),
                generation,
                head,
                offset,
                tail,
                finishedSize,
                finishedMillis,
                stat.path().toString(),
                nowMillis);
    }

    /** Whether this is a packed file that was read to its end and was not touched since. */
    boolean isFinished(FileStat stat) {
        return finishedSize == stat.size() && finishedMillis == stat.modifiedMillis();
    }

    RegistryEntry finished(FileStat stat) {
        return new RegistryEntry(
                source, file, generation, head, offset, tail, stat.size(), stat.modifiedMillis(), path, seenMillis);
    }
}
