package io.throughline.ingest.buffer;

import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A process with a buffer and four senders, to be killed. Arguments: the buffer's folder, the file that stands for Kafka, the first chunk's number.
 * Prints the number of each chunk that was acknowledged.
 */
public final class BufferProcess {
    private static final long SEGMENT = 64 << 10;
    private static final int SENDERS = 4;

    private BufferProcess() {}

    public static void main(String[] args) throws Exception {
        FileIntake kafka = new FileIntake(Path.of(args[1]));
        AtomicInteger next = new AtomicInteger(Integer.parseInt(args[2]));
        DiskBuffer buffer = Buffers.open(Path.of(args[0]), SEGMENT, kafka);
        System.out.println("open");
        for (int i = 0; i < SENDERS; i++) {
            Thread.ofPlatform().start(() -> {
                while (true) {
                    int number = next.getAndIncrement();
                    Optional<CompletableFuture<Void>> safe = buffer.offer(Buffers.chunk(number));
                    while (safe.isEmpty()) {
                        LockSupport.parkNanos(1_000_000);
                        safe = buffer.offer(Buffers.chunk(number));
                    }
                    safe.get().join();
                    say(String.valueOf(number));
                }
            });
        }
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }

    /** Each chunk is a line; every third one is only safe a while later. */
    private static final class FileIntake implements Intake {
        private final OutputStream file;
        private int count;

        private FileIntake(Path path) throws IOException {
            file = new FileOutputStream(path.toFile(), true);
            // The last line may have been cut by a kill.
            file.write('\n');
        }

        @Override
        public synchronized Optional<CompletableFuture<Void>> offer(Chunk chunk) {
            try {
                file.write((Buffers.text(chunk) + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (++count % 3 > 0) {
                return Optional.of(CompletableFuture.completedFuture(null));
            }
            return Optional.of(new CompletableFuture<Void>().completeOnTimeout(null, 5, TimeUnit.MILLISECONDS));
        }

        @Override
        public void whenRoom(Runnable goOn) {
            goOn.run();
        }
    }
}
