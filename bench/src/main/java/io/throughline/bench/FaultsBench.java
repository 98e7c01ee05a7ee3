package io.throughline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.health.HealthWatch;
import io.throughline.core.health.Suspect;
import io.throughline.core.health.SuspectSearch;
import io.throughline.core.store.TimeRange;
import io.throughline.stream.detect.HealthEpisodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Watches a day with labelled faults, and ranks the suspects of the three minutes after each labelled fault, learned only from what came before and from the stretch that the data
 * call free of faults; and ranks the same with the window moved, shorter, and without that stretch. The data are looked for in
 * {@code ../shared/data/trainticket}, or under {@code THROUGHLINE_DATA}.
 */
final class FaultsBench {
    private static final List<TimeRange> FAULT_FREE =
            List.of(new TimeRange(Instant.parse("2023-01-29T08:48:16Z"), Instant.parse("2023-01-29T08:51:04Z")));

    private static final Duration WINDOW = Duration.ofMinutes(3);
    private static final Duration SHIFT = Duration.ofSeconds(30);
    private static final int FIRST_FEW = 3;

    /** What is raised by then is raised in time. */
    private static final Duration SOON = Duration.ofSeconds(91);

    /** The labels are up to so much later than what they tell of. */
    private static final Duration EARLY = Duration.ofMinutes(1);

    /** No fault of the data lasts longer. */
    private static final Duration LATE = Duration.ofMinutes(4);

    private final ObjectNode result = new ObjectMapper().createObjectNode();
    private final FaultSet set;
    private final SuspectSearch search;

    private FaultsBench(FaultSet set) {
        this.set = set;
        this.search = set.search();
    }

    /** @param records not used: the set is what it is */
    static ObjectNode run(int records) throws IOException {
        Path data = Path.of(Objects.requireNonNullElse(System.getenv("THROUGHLINE_DATA"), "../shared/data"));
        if (!Files.isDirectory(data.resolve("trainticket"))) {
            throw new IOException("no faults are in " + data + "; THROUGHLINE_DATA may name another folder");
        }
        return new FaultsBench(FaultSet.read(data.resolve("trainticket"))).all();
    }

    private ObjectNode all() {
        rank("from the injection", Duration.ZERO, WINDOW, FAULT_FREE, true);
        rank("30 s earlier", SHIFT.negated(), WINDOW, FAULT_FREE, false);
        rank("30 s later", SHIFT, WINDOW, FAULT_FREE, false);
        rank("2 minutes", Duration.ZERO, Duration.ofMinutes(2), FAULT_FREE, false);
        rank("without fault-free stretch", Duration.ZERO, WINDOW, List.of(), false);
        watch();
        return result;
    }

    private void rank(String name, Duration shift, Duration length, List<TimeRange> faultFree, boolean tell) {
        int first = 0;
        int firstFew = 0;
        for (FaultSet.Fault fault : set.faults()) {
            Instant from = fault.injected().plus(shift);
            List<Suspect> suspects = search.suspects(new TimeRange(from, from.plus(length)), faultFree);
            int rank = suspects.stream()
                    .filter(suspect -> suspect.service().equals(fault.service()))
                    .mapToInt(Suspect::rank)
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
            first += rank == 1 ? 1 : 0;
            firstFew += rank <= FIRST_FEW ? 1 : 0;
            if (tell) {
                tell(fault, suspects, rank);
            }
        }
        double faults = set.faults().size();
        System.err.printf("%n%-28s first %d, among the first three %d of %.0f%n", name, first, firstFew, faults);
        result.putObject(name)
                .put("first", Math.round(1e3 * first / faults) / 1e3)
                .put("among_first_three", Math.round(1e3 * firstFew / faults) / 1e3);
    }

    private static void tell(FaultSet.Fault fault, List<Suspect> suspects, int rank) {
        System.err.printf(
                "%n%s %s %s: %s%n",
                fault.injected(), fault.service(), fault.type(), rank == Integer.MAX_VALUE ? "no suspect" : rank);
        suspects.stream()
                .limit(FIRST_FEW)
                .forEach(suspect -> System.err.printf(
                        Locale.ROOT,
                        "  %d %s %.1f %s%n",
                        suspect.rank(),
                        suspect.service(),
                        suspect.score(),
                        suspect.reason()));
    }

    /** Looks of slices in which no labelled fault can be seen yet, or any more, are free of faults as far as the labels go. */
    private void watch() {
        TimeRange sample = FAULT_FREE.getFirst();
        HealthWatch watch = new HealthWatch();
        watch.learn(
                set.flows().stream().filter(flow -> isIn(sample, flow.start())).toList(),
                set.lines().stream().filter(line -> isIn(sample, line.time())).toList());
        List<HealthWatch.Look> looks = new ArrayList<>();
        watch.watch(set.flows(), set.lines(), looks::add);
        int raised = 0;
        int rightly = 0;
        for (FaultSet.Fault fault : set.faults()) {
            List<HealthWatch.Look> soon = looks.stream()
                    .filter(look -> isIn(
                            new TimeRange(fault.injected(), fault.injected().plus(SOON)), look.to()))
                    .filter(FaultsBench::isAlert)
                    .toList();
            raised += soon.isEmpty() ? 0 : 1;
            rightly += soon.stream()
                            .anyMatch(
                                    look -> look.suspects().getFirst().service().equals(fault.service()))
                    ? 1
                    : 0;
        }
        List<HealthWatch.Look> quiet = looks.stream().filter(this::isQuiet).toList();
        HealthEpisodes episodes = new HealthEpisodes();
        quiet.forEach(episodes::look);
        List<HealthEpisodes.Found> unlabelled = episodes.end();
        System.err.printf(
                "%nwithin %d s: raised %d, with the right service first %d; alerts in %d looks without a labelled fault: %d%n",
                SOON.toSeconds(), raised, rightly, quiet.size(), unlabelled.size());
        unlabelled.forEach(found -> System.err.println(
                "  " + found.alert().time() + " " + found.alert().seen()));
        result.putObject("watch")
                .put("raised", raised)
                .put("raised_with_right_service", rightly)
                .put("unlabelled_alerts", unlabelled.size())
                .put("unlabelled_looks_of_30_s", quiet.size());
    }

    private boolean isQuiet(HealthWatch.Look look) {
        return set.faults().stream()
                .noneMatch(fault -> isIn(
                        new TimeRange(
                                fault.injected().minus(EARLY), fault.injected().plus(LATE)),
                        look.to()));
    }

    private static boolean isAlert(HealthWatch.Look look) {
        return !look.suspects().isEmpty() && look.suspects().getFirst().score() >= HealthEpisodes.ENOUGH;
    }

    private static boolean isIn(TimeRange range, Instant time) {
        return !time.isBefore(range.from()) && time.isBefore(range.to());
    }
}
