package io.throughline.api.health;

/**
 * One thing that must be well for the API to be of use.
 *
 * @param name as it is shown ({@code elasticsearch})
 * @param probe asked at most once a second
 */
public record HealthCheck(String name, Probe probe) {
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
