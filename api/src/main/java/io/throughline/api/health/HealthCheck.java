package io.throughline.api.health;

/**
 * One thing that must be well for the API to be of use.
 *
 * @param name as it is shown ({@code elasticsearch})
 * @param vital whether only a restart of this process makes it well again, so that {@code /health} asks it too
 * @param probe asked at most once a second
 */
public record HealthCheck(String name, boolean vital, Probe probe) {
    public HealthCheck(String name, Probe probe) {
        this(name, false, probe);
    }

    public static HealthCheck vital(String name, Probe probe) {
        return new HealthCheck(name, true, probe);
    }

    /** Looks now. */
    @FunctionalInterface
    public interface Probe {
        Result look();
    }

    /**
     * @param detail for people, also when all is well
     */
    public record Result(boolean ok, String detail) {}
}
