package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives real hops what the published sets leave out and a gateway's log has: who asks and from where, methods and paths with ids, statuses,
 * sizes, containers. Whatever is added follows from the flow alone, so the same set is always made whole in the same way.
 *
 * <p>Paths are the operations that the records name, with ids for the placeholders; the entry of a set that names none asks for
 * a page of {@code /v2/hotels} or one hotel below it. Some of one hundred entries are refused. Sizes are log-normal about a median of each operation.
 */
final class Enrichment {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final List<String> STATIONS = List.of(
            "shanghai",
            "suzhou",
            "nanjing",
            "zhenjiang",
            "wuxi",
            "beijing",
            "taiyuan",
            "shijiazhuang",
            "xuzhou",
            "jinan");
    private static final double REFUSED = 0.006;
    private static final double FORBIDDEN = 0.004;
    private static final double WRONG_PASSWORD = 0.05;

    private final People people = new People();

    /** @param flow its hops as published, with trace, span and parent_span; they are changed */
    void enrich(TrafficFlow flow) {
        ObjectNode entry = flow.entry();
        Random random = new Random(Hops.text(entry, "trace").hashCode() * 31L + 7);
        People.Person person = people.any(random, flow.start());
        Ids ids = new Ids(random, person, people);
        for (ObjectNode hop : flow.hops()) {
            String instance = Hops.text(hop, "instance");
            hop.put("container", Hops.hex(instance, 32));
            String operation = Hops.text(hop, "operation");
            if (Hops.inbound(hop) && operation.startsWith("/") && !operation.equals("/*")) {
                hop.put("path", ids.fill(operation));
                hop.put("method", "POST");
                hop.put("status", 200);
            }
        }
        flow.hops().forEach(hop -> asCaller(hop, flow));
        entry(flow, person, ids, random);
        flow.hops().stream().filter(Hops::inbound).forEach(hop -> sizes(hop, random));
    }

    /** What a caller asked for is what the called was asked for, and the caller knows the method. */
    private static void asCaller(ObjectNode hop, TrafficFlow flow) {
        if (!Hops.calls(hop)) {
            return;
        }
        String operation = Hops.text(hop, "operation");
        for (ObjectNode called : flow.hops()) {
            if (Hops.inbound(called) && Hops.text(called, "parent_span").equals(Hops.text(hop, "span"))) {
                if (operation.startsWith("HTTP ")) {
                    called.put("method", operation.substring(5).toUpperCase(Locale.ROOT));
                }
                called.put("source_ip", Hops.address(Hops.text(hop, "instance")));
                if (called.has("path")) {
                    for (String name : List.of("method", "path", "status")) {
                        hop.set(name, called.get(name));
                    }
                }
            }
        }
    }

    private static void entry(TrafficFlow flow, People.Person person, Ids ids, Random random) {
        ObjectNode entry = flow.entry();
        person.signs(entry);
        entry.put("user_agent", "shop/" + (1 + person.principal().hashCode() % 3) + ".4");
        entry.remove("operation");
        ObjectNode behind = flow.hops().stream()
                .skip(1)
                .filter(hop -> Hops.inbound(hop) && hop.has("path"))
                .findFirst()
                .orElse(entry);
        boolean proxied = Hops.text(behind, "path").startsWith("/api/");
        entry.put("method", proxied ? Hops.text(behind, "method") : "GET");
        entry.put(
                "path",
                proxied
                        ? Hops.text(behind, "path")
                        : "/v2/hotels" + (random.nextInt(3) == 0 ? "/" + ids.number() : "?page=" + page(random)));
        double luck = random.nextDouble();
        boolean login = Hops.text(entry, "path").endsWith("/login");
        entry.put(
                "status",
                login
                        ? (luck < WRONG_PASSWORD ? 401 : 200)
                        : luck < REFUSED ? 404 : luck < REFUSED + FORBIDDEN ? 403 : 200);
    }

    /** Most read the first page alone. */
    private static int page(Random random) {
        int page = 1;
        while (random.nextInt(4) == 0) {
            page++;
        }
        return page;
    }

    private static void sizes(ObjectNode hop, Random random) {
        String what = Hops.text(hop, "service")
                + Hops.text(hop, "method")
                + PLACEHOLDER.matcher(Hops.text(hop, "operation")).replaceAll("");
        double median = 500 * Math.pow(40, (what.hashCode() & 0xff) / 255.0);
        hop.put("response_bytes", Math.round(median * Math.exp(0.5 * random.nextGaussian())));
        hop.put("request_bytes", Math.round(300 * Math.exp(0.3 * random.nextGaussian())));
    }

    /** The ids that one request is about: the same name is the same id wherever the request goes. */
    private record Ids(Random random, People.Person person, People people, String seed) {
        Ids(Random random, People.Person person, People people) {
            this(random, person, people, Long.toHexString(random.nextLong()));
        }

        /** A few are asked for often and most seldom. */
        int number() {
            return 1_000 + people.skewed(random);
        }

        String fill(String operation) {
            Matcher names = PLACEHOLDER.matcher(operation);
            return names.replaceAll(name -> Matcher.quoteReplacement(value(name.group(1))));
        }

        private String value(String name) {
            Random own = new Random((seed + name).hashCode());
            return switch (name) {
                case "userId", "loginId", "accountId" -> Hops.uuid(person.principal());
                case "date", "checkDate" -> "2023-01-" + (30 + own.nextInt(2));
                case "startStation", "endStation", "stationNameForId" -> STATIONS.get(own.nextInt(STATIONS.size()));
                case "tripId" -> "G" + (1234 + own.nextInt(30));
                case "routeId" -> Hops.uuid("route " + own.nextInt(20));
                case "trainType", "name" ->
                    List.of("GaoTieOne", "GaoTieTwo", "DongCheOne", "ZhiDa", "TeKuai", "KuaiSu")
                            .get(own.nextInt(6));
                case "verifyCode", "money" -> Integer.toString(1_000 + own.nextInt(9_000));
                case "status", "typeIndex" -> "1";
                case "configName" -> "DirectTicketAllocationProportion";
                default -> Hops.uuid(name + people.skewed(own));
            };
        }
    }
}
