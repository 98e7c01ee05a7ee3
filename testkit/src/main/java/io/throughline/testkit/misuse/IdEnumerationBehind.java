package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody walks through the ids of a service behind the gateway: the entry's path has none, and which are asked for shows hops below it. Gross: 100 flows within three
 * minutes. Subtle: 30 within eight.
 */
final class IdEnumerationBehind implements Misuse {
    @Override
    public String behaviour() {
        return "id-enumeration-behind";
    }

    @Override
    public Set<String> rules() {
        return Set.of("id-enumeration");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        boolean gross = strength == Strength.GROSS;
        People.Person person = scene.people().stranger(12 + scene.number(), scene.at());
        List<ObjectNode> hops = new ArrayList<>();
        Set<String> wrong = new HashSet<>();
        int number = 0;
        for (long time : scene.times(gross ? 100 : 30, gross ? 2_000_000 : 15_000_000)) {
            TrafficFlow flow = scene.again(IdEnumerationBehind::showsIdsBehind, time);
            if (flow == null) {
                return Optional.empty();
            }
            person.signs(flow.entry());
            number++;
            for (ObjectNode hop : flow.hops()) {
                if (hop.has("path") && has(hop)) {
                    hop.put("path", replaced(hop, scene.mark() + number));
                    wrong.add(Hops.text(hop, "id"));
                }
            }
            wrong.add(Hops.text(flow.entry(), "id"));
            hops.addAll(flow.hops());
        }
        return Optional.of(new Injection(hops, wrong, Map.of("client", person.principal())));
    }

    /** The order's, as TrainTicket's services name it. */
    private static boolean showsIdsBehind(TrafficFlow flow) {
        return flow.entry().path("status").asInt() == 200
                && flow.hops().stream().skip(1).anyMatch(hop -> Hops.inbound(hop) && has(hop));
    }

    private static boolean has(ObjectNode hop) {
        return Hops.text(hop, "operation").contains("/{orderId}");
    }

    private static String replaced(ObjectNode hop, String mark) {
        return Hops.text(hop, "operation")
                .replace("{orderId}", Hops.uuid(mark))
                .replaceAll("\\{(status|typeIndex)}", "1")
                .replaceAll("\\{\\w+}", Hops.uuid("other"));
    }
}
