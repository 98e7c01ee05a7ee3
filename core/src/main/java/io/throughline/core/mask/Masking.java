package io.throughline.core.mask;

import java.util.List;

/** What is to be masked, made ready once for all sources, and how much was. Safe for use by several threads. */
public final class Masking {
    private final MaskConfig config;
    private final Shapes shapes;
    private final PersonalData personal;
    private final MaskCounts counts = new MaskCounts();

    private Masking(MaskConfig config) {
        this.config = config;
        this.shapes = new Shapes(config);
        this.personal = new PersonalData(config);
    }

    public static Masking of(MaskConfig config) {
        return new Masking(config);
    }

    /** The names of all shapes. */
    public static List<String> shapes() {
        return Shapes.NAMES;
    }

    /** For the records of one source, in their order. */
    public Masker masker() {
        return new Masker(this);
    }

    public MaskCounts counts() {
        return counts;
    }

    /** Whether anything is masked. */
    public boolean active() {
        return config.secrets() || personal.asked();
    }

    MaskConfig config() {
        return config;
    }

    Shapes compiled() {
        return shapes;
    }

    PersonalData personal() {
        return personal;
    }
}
