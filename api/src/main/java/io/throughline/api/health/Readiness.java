package io.throughline.api.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Runs the checks side by side and keeps what they said for a second, so that many who ask do not become a load themselves. */
public final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final List<HealthCheck> healthChecks;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Check> last = List.of();
    private long lastNanos = System.nanoTime() - KEPT.toNanos();

    /** What one check said. */
    public record Check(String name, boolean ok, String detail) {}

    public Readiness(List<HealthCheck> healthChecks) {
        this.healthChecks = List.copyOf(healthChecks);
    }

    public List<Check> checks() {
        lock.lock();
        try {
            if (System.nanoTime() - lastNanos >= KEPT.toNanos()) {
                last = look();
                lastNanos = System.nanoTime();
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    private List<Check> look() {
        return healthChecks.stream().map(Readiness::start).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static CompletableFuture<Check> start(HealthCheck check) {
        CompletableFuture<Check> said = new CompletableFuture<>();
        Thread.ofVirtual().name("check-" + check.name()).start(() -> {
            try {
                HealthCheck.Result result = check.probe().look();
                said.complete(new Check(check.name(), result.ok(), result.detail()));
            } catch (RuntimeException e) {
                // A check that fails has answered: not well.
                said.complete(new Check(check.name(), false, String.valueOf(e.getMessage())));
            }
        });
        Check silent = new Check(check.name(), false, "no answer within " + PATIENCE.toSeconds() + " s");
        return said.completeOnTimeout(silent, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
