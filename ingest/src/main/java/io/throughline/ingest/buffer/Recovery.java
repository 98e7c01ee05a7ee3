package io.throughline.ingest.buffer;

import io.throughline.ingest.buffer.KnownChunks.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that a former process left: every frame is looked at before the first is sent, so that damage is told at once. What can be read
 * is kept, before damage and behind it; nothing is added to a file of a former process.
 */
final class Recovery {
    private final Position position;
    private final Damages damages;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Known> known = new ArrayList<>();
    private long nextNumber = 1;
    private long lastSequence;
    private long chunks;

    /**
     * A file that says which segment it is.
     *
     * @param firstSequence {@link SegmentReader#UNKNOWN} where its header is damaged
     */
    private record Found(Path file, Segment.Name name, long firstSequence) {}

    private Recovery(Position position, Damages damages) {
        this.position = position;
        this.damages = damages;
    }

    static Recovery of(Path folder, Position position, KnownFiles knownFiles, Damages damages) throws IOException {
        Recovery recovery = new Recovery(position, damages);
        List<Path> files = files(folder);
        recovery.known.addAll(knownFiles.read(files, damages));
        recovery.read(recovery.found(files));
        return recovery;
    }

    List<Segment> segments() {
        return segments;
    }

    long nextNumber() {
        return nextNumber;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** Chunks that are not in Kafka, as far as it is known. */
    long chunks() {
        return chunks;
    }

    /**
     * Chunks taken of late, the first taken first. Their times are moved to now, for while nobody listened no sender could repeat
     * anything.
     */
    List<Known> known(long nowMillis) {
        known.sort(Comparator.comparingLong(chunk -> chunk.takenMillis));
        long moved = known.isEmpty() ? 0 : Math.max(0, nowMillis - known.getLast().takenMillis);
        return known.stream()
                .map(chunk -> new Known(chunk.key, chunk.bytes, chunk.takenMillis + moved, chunk.segment, chunk.safe))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private List<Found> found(List<Path> files) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path file : files) {
            if (String.valueOf(file.getFileName()).endsWith(Segment.SUFFIX)) {
                Found segment = found(file);
                if (segment != null) {
                    found.add(segment);
                }
            }
        }
        found.sort(Comparator.comparingLong(segment -> segment.name.number()));
        return withoutCopies(found);
    }

    private List<Found> withoutCopies(List<Found> sorted) throws IOException {
        List<Found> once = new ArrayList<>();
        for (Found next : sorted) {
            if (!once.isEmpty() && once.getLast().name.number() == next.name.number()) {
                damaged(next.file, Files.size(next.file), 0, "the same segment as another file");
                Aside.keep(next.file);
            } else {
                once.add(next);
            }
        }
        return once;
    }

    private @Nullable Found found(Path file) throws IOException {
        Segment.Name name = Segment.Name.of(file);
        SegmentHeader header = SegmentHeader.read(file);
        if (header != null) {
            if (!header.name().equals(name)) {
                damaged(file, 0, 0, "it has another's name, and is read as what it says inside");
            }
            return new Found(file, header.name(), header.firstSequence());
        }
        long size = Files.size(file);
        if (name == null) {
            damaged(file, size, 0, "no segment");
            Aside.keep(file);
            return null;
        }
        damaged(file, Math.min(size, FrameFormat.SEGMENT_HEADER_BYTES), 0, "its header cannot be read");
        return new Found(file, name, SegmentReader.UNKNOWN);
    }

    private void read(List<Found> found) throws IOException {
        for (int i = 0; i < found.size(); i++) {
            Found next = found.get(i);
            nextNumber = Math.max(nextNumber, next.name.number() + 1);
            if (i == 0) {
                // Without a position nobody knows what was before the first file.
                lastSequence = position.unreadable() && next.firstSequence != SegmentReader.UNKNOWN
                        ? next.firstSequence - 1
                        : position.acknowledged();
            }
            read(next, before(found, i));
        }
        lastSequence = Math.max(lastSequence, position.acknowledged());
    }

    /** Later files begin with this number: where a file has it as well, cutting it had failed. */
    private static long before(List<Found> found, int at) {
        long least = Long.MAX_VALUE;
        for (Found later : found.subList(at + 1, found.size())) {
            if (later.firstSequence != SegmentReader.UNKNOWN) {
                least = Math.min(least, later.firstSequence);
            }
        }
        return least;
    }

    private void read(Found found, long before) throws IOException {
        long placesBefore = damages.places();
        long size = Files.size(found.file);
        List<Known> inIt = new ArrayList<>();
        long first = found.firstSequence;
        long last = 0;
        try (SegmentReader reader = new SegmentReader(
                found.file, found.name.marker(), FrameFormat.SEGMENT_HEADER_BYTES, found.firstSequence, damages::add)) {
            SegmentReader.Frame frame = reader.next(size, before - 1);
            while (frame != null) {
                first = first == SegmentReader.UNKNOWN ? frame.sequence() : first;
                last = frame.sequence();
                chunks += last > position.acknowledged() ? 1 : 0;
                inIt.add(new Known(
                        frame.content().key(),
                        frame.bytes(),
                        frame.content().takenMillis(),
                        found.name.number(),
                        CompletableFuture.completedFuture(null)));
                frame = reader.next(size, before - 1);
            }
        }
        if (first == SegmentReader.UNKNOWN) {
            first = lastSequence + 1;
        }
        if (first > lastSequence + 1) {
            damaged(found.file, 0, first - lastSequence - 1, "what should come before it is not there");
        }
        known.addAll(inIt);
        Segment segment = new Segment(found.file, found.name, first);
        segment.lastSequence = Math.max(last, first - 1);
        segment.end = size;
        segment.finished = true;
        segment.damaged = damages.places() > placesBefore || found.firstSequence == SegmentReader.UNKNOWN;
        segment.reported = segment.damaged;
        segments.add(segment);
        lastSequence = Math.max(lastSequence, segment.lastSequence);
    }

    private void damaged(Path file, long bytes, long chunksMissing, String what) {
        damages.add(new Damage(String.valueOf(file.getFileName()), 0, bytes, chunksMissing, what));
    }
}
