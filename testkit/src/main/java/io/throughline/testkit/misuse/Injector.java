package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Puts misuse into traffic: each kind several times, gross and subtle, each at an own time in the second half, so that there is a first half to
 * learn from. The same seed gives the same bytes.
 *
 * @param hops the traffic's and the misuse's, in the order of their ends, as a log has them
 * @param labels by their begin
 */
public record Injector(List<ObjectNode> hops, List<Label> labels) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long LAST_MICROS = 120_000_000;

    /** Multiples of it, without their whole parts, are nowhere dense: no two seeds do things at the same times. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    public Injector {
        hops = List.copyOf(hops);
        labels = List.copyOf(labels);
    }

    /** One misuse that is to be done. */
    private record Planned(Misuse misuse, Strength strength, int number) {}

    /** The traffic as it is. */
    public static Injector nothingInto(Traffic traffic) {
        return of(traffic, new ArrayList<>(), new ArrayList<>());
    }

    /**
     * @param times how often each is done gross, and how often subtle
     * @param seed from 1; with the next all is done at other times, and what can be done once to each thing only is done to other things
     */
    public static Injector into(Traffic traffic, List<Misuse> misuses, int times, long seed) {
        TrafficFacts facts = TrafficFacts.of(traffic);
        Random random = new Random(seed);
        List<Planned> plan = new ArrayList<>();
        int first = (int) ((seed - 1) * 2 * times);
        // One kind comes back as late as can be: what follows soon is one cause to a detector, and rightly so.
        for (int i = 0; i < 2 * times; i++) {
            for (Misuse misuse : misuses) {
                plan.add(new Planned(misuse, i % 2 == 0 ? Strength.GROSS : Strength.SUBTLE, first + i));
            }
        }
        List<Long> slots = slots(traffic, plan.size(), (seed - 1) * GOLDEN % 1);
        List<ObjectNode> hops = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        People people = new People();
        for (int i = 0; i < plan.size(); i++) {
            Planned planned = plan.get(i);
            String mark = "m" + seed + "-" + i;
            Scene scene = new Scene(
                    traffic, facts, new Random(random.nextLong()), people, mark, planned.number, slots.get(i));
            Optional<Injection> injection = planned.misuse.inject(scene, planned.strength);
            if (injection.isPresent()) {
                hops.addAll(injection.get().hops());
                labels.add(Label.of(planned.misuse, planned.strength, injection.get()));
            }
        }
        return of(traffic, hops, labels);
    }

    /**
     * Times at which there is traffic, evenly over its second half.
     *
     * @param shift by this part of the way from one to the next, in [0,1)
     */
    private static List<Long> slots(Traffic traffic, int count, double shift) {
        long middle = traffic.begin() + (traffic.end() - traffic.begin()) / 2;
        List<Long> starts = traffic.flows().stream()
                .map(TrafficFlow::start)
                .filter(start -> start >= middle && start <= traffic.end() - LAST_MICROS)
                .toList();
        List<Long> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            slots.add(starts.get((int) ((i + shift) * starts.size() / count)) + 137L * i % 1_000);
        }
        return slots;
    }

    private static Injector of(Traffic traffic, List<ObjectNode> injected, List<Label> labels) {
        List<ObjectNode> all = new ArrayList<>(injected);
        traffic.flows().forEach(flow -> all.addAll(flow.hops()));
        all.sort(Comparator.<ObjectNode>comparingLong(Hops::end).thenComparing(hop -> Hops.text(hop, "id")));
        labels.sort(Comparator.comparing(Label::begin)
                .thenComparing(label -> label.records().getFirst()));
        return new Injector(all, labels);
    }

    /** One record a line, as {@code --format hops} reads them. */
    public Path write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (ObjectNode hop : hops) {
                out.write(JSON.writeValueAsString(hop));
                out.write('\n');
            }
        }
        return file;
    }
}
