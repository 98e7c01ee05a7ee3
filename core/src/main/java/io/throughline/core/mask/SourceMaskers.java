package io.throughline.core.mask;

import io.throughline.core.model.RawRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Masks the records of many sources in turn. Of each of the sources seen last it is known whether a private key was begun; one
 * thread at a time.
 */
public final class SourceMaskers {
    private static final int MAX_OPEN = 4096;

    private final Masking masking;
    private final Masker masker;
    /** Sources in which a key is open, the one written to last at the end. */
    private final Map<String, OpenKey.State> open = new LinkedHashMap<>(16, 0.75f, true);

    public SourceMaskers(MaskConfig config) {
        this.masking = Masking.of(config);
        this.masker = masking.masker();
    }

    public RawRecord mask(RawRecord record) {
        masker.resume(open.getOrDefault(record.source(), OpenKey.State.CLOSED));
        RawRecord masked = masker.mask(record);
        keep(record.source());
        return masked;
    }

    public MaskCounts counts() {
        return masking.counts();
    }

    private void keep(String source) {
        if (masker.keyOpen()) {
            open.put(source, masker.state());
            if (open.size() > MAX_OPEN) {
                open.remove(open.keySet().iterator().next());
            }
        } else if (!open.isEmpty()) {
            open.remove(source);
        }
    }
}
