package io.throughline.ingest.publish;

import io.throughline.core.mask.MaskConfig;
import io.throughline.core.mask.Masker;
import io.throughline.core.mask.Masking;
import io.throughline.core.mask.OpenKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Masks what receivers hand in, before anything else sees it. A chunk's id is its sender's, or was derived from what the sender
 * sent, and stays the same.
 */
public final class MaskingIntake implements Intake {
    private static final int MAX_OPEN = 4096;

    private final Intake intake;
    private final Masking masking;
    private final MaskReport report;

    private final Object lock = new Object();
    /** Below the lock: sources in which a private key was begun, the one written to last at the end. */
    private final Map<String, OpenKey.State> open = new LinkedHashMap<>(16, 0.75f, true);

    public MaskingIntake(Intake intake, MaskConfig config) {
        this.intake = intake;
        this.masking = Masking.of(config);
        this.report = new MaskReport(masking.counts());
    }

    @Override
    public Optional<CompletableFuture<Void>> offer(Chunk chunk) {
        if (!masking.active()) {
            return intake.offer(chunk);
        }
        Masker masker = masking.masker();
        synchronized (lock) {
            masker.resume(open.getOrDefault(chunk.source(), OpenKey.State.CLOSED));
        }
        List<byte[]> values = new ArrayList<>(chunk.values().size());
        for (byte[] value : chunk.values()) {
            values.add(masker.mask(value));
        }
        Optional<CompletableFuture<Void>> taken =
                intake.offer(new Chunk(chunk.id(), chunk.source(), chunk.origin(), values));
        if (taken.isPresent()) {
            keep(chunk.source(), masker);
            report.speak();
        }
        return taken;
    }

    @Override
    public void whenRoom(Runnable goOn) {
        intake.whenRoom(goOn);
    }

    private void keep(String source, Masker masker) {
        synchronized (lock) {
            if (!masker.keyOpen()) {
                open.remove(source);
                return;
            }
            open.put(source, masker.state());
            if (open.size() > MAX_OPEN) {
                open.remove(open.keySet().iterator().next());
            }
        }
    }
}
