package io.throughline.standalone.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;

/** The demo's course, once shop and line are up: learn what is normal, misuse the shop, tell what is found, add it all up. */
final class Demo {
    private static final Duration PROGRESS = Duration.ofSeconds(10);

    /** Only a line that is too slow or has lost something takes so long. */
    private static final Duration SETTLE_WITHIN = Duration.ofSeconds(90);

    private static final int COMPARED_FLOWS = 500;
    private static final Duration POLL = Duration.ofMillis(500);

    /** Beyond the learning itself: the time a line takes from a file to the detectors' clock. */
    private static final Duration LEARNING_MARGIN = Duration.ofSeconds(6);

    private final DemoConfig config;
    private final Duration learnFor;
    private final Shop shop;
    private final LineClient line;
    private final Narrator narrator;
    private final Clock clock;
    private final Random random;
    private final Map<Misuse, Instant> misuses = new EnumMap<>(Misuse.class);
    private final Map<Misuse, FoundAlert> found = new EnumMap<>(Misuse.class);

    /** @param learnFor how long the line's detectors learn */
    Demo(
            DemoConfig config,
            Duration learnFor,
            Shop shop,
            LineClient line,
            Narrator narrator,
            Clock clock,
            Random random) {
        this.config = config;
        this.learnFor = learnFor;
        this.shop = shop;
        this.line = line;
        this.narrator = narrator;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Runs all of it and tells it.
     *
     * @param opened when the shop was opened
     * @param shipped log records in Kafka so far
     * @throws IOException the line does not answer
     */
    DemoResult run(Instant opened, LongSupplier shipped) throws IOException, InterruptedException {
        long requestsWithoutAnswer;
        try (Customers customers = new Customers(shop, random)) {
            customers.come(config.requestsPerSecond());
            learn(opened);
            for (Misuse misuse : Misuse.values()) {
                commit(misuse, customers, opened);
            }
            narrator.say("misuse is over; waiting for the last answers");
            customers.goHome();
            requestsWithoutAnswer = customers.unanswered();
        }
        DemoResult result = addUp(opened, requestsWithoutAnswer, shipped);
        narrator.blank();
        narrator.say("summary");
        result.tell(narrator);
        return result;
    }

    private void learn(Instant opened) throws IOException, InterruptedException {
        Instant learned = clock.instant().plus(learnFor).plus(LEARNING_MARGIN);
        Duration left = Duration.between(clock.instant(), learned);
        while (left.isPositive()) {
            narrator.say("learning what is normal, " + left.toSeconds() + " s left");
            Thread.sleep(left.compareTo(PROGRESS) < 0 ? left : PROGRESS);
            left = Duration.between(clock.instant(), learned);
        }
        int alerts = line.alerts(opened).size();
        narrator.say("learned from " + shop.ledger().requests() + " requests; "
                + (alerts == 0 ? "no alert, as it should be" : alerts + " false alerts"));
    }

    private void commit(Misuse misuse, Customers customers, Instant opened) throws IOException, InterruptedException {
        Instant start = clock.instant();
        misuses.put(misuse, start);
        narrator.blank();
        narrator.say("MISUSE  " + misuse.words());
        Runnable end = misuse.start(shop, customers);
        try {
            Instant deadline = start.plus(config.findWithin());
            while (!found.containsKey(misuse) && clock.instant().isBefore(deadline)) {
                Thread.sleep(POLL);
                for (FoundAlert alert : line.alerts(opened)) {
                    if (!found.containsKey(misuse) && tellsOf(misuse, alert)) {
                        found.put(misuse, alert);
                        tell(alert, Duration.between(start, clock.instant()));
                    }
                }
            }
        } finally {
            end.run();
        }
        if (!found.containsKey(misuse)) {
            narrator.say("NOT FOUND within " + config.findWithin().toSeconds() + " s: an alert " + misuse.rule());
        }
    }

    private boolean tellsOf(Misuse misuse, FoundAlert alert) {
        return misuse.alert().test(alert) && isSince(misuse, alert);
    }

    /** The window of a walk begins with the walker's last honest requests. */
    private boolean isSince(Misuse misuse, FoundAlert alert) {
        Instant start = misuses.get(misuse);
        return start != null && alert.windowEnd().isAfter(start);
    }

    private void tell(FoundAlert alert, Duration after) {
        narrator.say("FOUND   " + alert.title() + " (" + alert.rule() + ", " + alert.severity() + ", after "
                + after.toSeconds() + " s)");
        narrator.detail("expected", alert.expected());
        narrator.detail("seen", alert.seen());
        narrator.detail(
                "evidence",
                alert.lines() + " log lines in " + alert.flows().size() + " flows"
                        + (alert.flows().isEmpty()
                                ? ""
                                : ", the first: " + line.flowPage(alert.flows().getFirst())));
        narrator.detail("page", line.alertPage(alert.id()));
    }

    /** Compares the line's answers with the ledger, giving the line some time to bring in what was sent last. */
    private DemoResult addUp(Instant opened, long unanswered, LongSupplier shipped)
            throws IOException, InterruptedException {
        long requests = shop.ledger().requests();
        long written = shop.lines();
        FlowCheck flows = new FlowCheck(shop.ledger().hops());
        Instant cut = clock.instant();
        shop.ledger().close();
        Instant deadline = cut.plus(SETTLE_WITHIN);
        // Customers keep coming while the end is awaited: time in the line is the time that its records tell of.
        try (Customers others = new Customers(shop, random)) {
            others.come(Math.max(1, config.requestsPerSecond() / 6));
            FlowCheck.Result look = flows.look(line, opened);
            long landed = line.countLogs(opened, cut);
            while ((look.complete() < look.expected() || landed < written)
                    && clock.instant().isBefore(deadline)) {
                Thread.sleep(PROGRESS.dividedBy(5));
                look = flows.look(line, opened);
                landed = line.countLogs(opened, cut);
            }
            narrator.say("comparing " + look.found() + " flows with what the shop's services really did");
            FlowCheck.Result compared = flows.compareEdges(line, COMPARED_FLOWS);
            long inKafka = Math.min(written, shipped.getAsLong());
            return new DemoResult(
                    requests, unanswered, written, inKafka, landed, compared, found.keySet(), falseAlerts(opened));
        }
    }

    private List<FoundAlert> falseAlerts(Instant opened) throws IOException, InterruptedException {
        List<FoundAlert> alerts = new ArrayList<>();
        for (FoundAlert alert : line.alerts(opened)) {
            Optional<Misuse> cause = misuses.keySet().stream()
                    .filter(misuse -> misuse.consequence().test(alert) && isSince(misuse, alert))
                    .findFirst();
            if (cause.isEmpty()) {
                alerts.add(alert);
            }
        }
        return alerts;
    }
}
