package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.correlate.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client walks through many ids of one path template (OWASP API1:2023, broken object level authorisation, is found that
 * way). How many different ids a client asks for in a window is learned per template from all its clients; a walk is
 * {@code walkFactor} times what nearly all of them (99 %) stay below.
 */
public final class IdEnumerationDetector implements Detector<Request, IdEnumerationDetector.Template> {
    public static final String RULE = "id-enumeration";

    /** Clients watched at once on one template; beyond it the one whose window began first is closed early. */
    static final int MAX_CLIENTS = 2_000;

    /** Closed windows that must have been seen before anything is unusual. */
    static final int MIN_WINDOWS = 10;

    private static final int VERSION = 1;
    private static final long serialVersionUID = 1L;

    private final DetectConfig config;

    public IdEnumerationDetector(DetectConfig config) {
        this.config = config;
    }

    /**
     * One client's ids in its current window.
     *
     * @param ids the different ones, as the path held them; at most {@link #limit}
     * @param steps ids that were the one before plus one
     * @param lastNumber the last id, if it was a number
     * @param walk the walk that goes on, null for none
     */
    public record Client(
            Instant begin,
            Map<String, Boolean> ids,
            long steps,
            long lastNumber,
            List<Evidence> evidence,
            @Nullable Episode walk) {}

    /**
     * What is usual on a template.
     *
     * @param since its first request
     * @param windows how many closed windows held this many different ids, by that number
     * @param clients by name
     * @param swept when windows were last closed whose clients did not come back
     */
    public record Template(Instant since, Map<Integer, Long> windows, Map<String, Client> clients, Instant swept) {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public Class<Template> stateType() {
        return Template.class;
    }

    @Override
    public String keyOf(Request request) {
        return request.template();
    }

    @Override
    public Instant knownAt(Request request) {
        return request.end();
    }

    @Override
    public String idOf(Request request) {
        return request.event();
    }

    @Override
    public Template observe(@Nullable Template state, Request request, Consumer<Alert> alerts) {
        Template template =
                state != null ? state : new Template(request.end(), new HashMap<>(), new HashMap<>(), request.end());
        if (request.client() == null) {
            return template;
        }
        template = sweep(template, request.end());
        Client client = template.clients.get(request.client());
        if (client != null && request.end().isAfter(client.begin.plus(config.walkWindow()))) {
            client = nextWindow(template, client, request.end());
        }
        if (client == null) {
            makeRoom(template);
            client = new Client(request.end(), new HashMap<>(), 0, Long.MIN_VALUE, new ArrayList<>(), null);
        }
        template.clients.put(request.client(), take(template, client, request, alerts));
        return template;
    }

    private Client take(Template template, Client client, Request request, Consumer<Alert> alerts) {
        String id = ids(request);
        if (id.isEmpty()) {
            return client;
        }
        if (client.ids.size() >= limit() || client.ids.putIfAbsent(id, true) != null) {
            return client;
        }
        long number = number(id);
        boolean step = number != Long.MIN_VALUE && Math.abs(number - client.lastNumber) == 1;
        Evidence seen = new Evidence(request.event(), request.flow(), request.source(), request.offset());
        if (client.evidence.size() < Alert.MAX_EVIDENCE) {
            client.evidence.add(seen);
        }
        Client next = new Client(
                client.begin, client.ids, client.steps + (step ? 1 : 0), number, client.evidence, client.walk);
        boolean learned = !request.end().isBefore(template.since.plus(config.learnFor()))
                && closedWindows(template) >= MIN_WINDOWS;
        int threshold = threshold(template);
        if (next.walk == null && (!learned || next.ids.size() < threshold)) {
            return next;
        }
        Episode walk = next.walk != null
                ? next.walk.with(request.end(), seen)
                : new Episode(next.begin, request.end(), next.ids.size(), new ArrayList<>(next.evidence));
        if (next.walk == null || walk.worthTelling()) {
            alerts.accept(alert(template, next, request, walk));
        }
        return new Client(next.begin, next.ids, next.steps, next.lastNumber, next.evidence, walk);
    }

    private Template sweep(Template template, Instant now) {
        if (!now.isAfter(template.swept.plus(config.walkWindow()))) {
            return template;
        }
        for (var clients = template.clients.values().iterator(); clients.hasNext(); ) {
            Client client = clients.next();
            Instant end = (client.walk == null ? client.begin : client.walk.last()).plus(config.walkWindow());
            if (now.isAfter(end)) {
                if (client.walk == null) {
                    template.windows.merge(client.ids.size(), 1L, Long::sum);
                }
                clients.remove();
            }
        }
        return new Template(template.since, template.windows, template.clients, now);
    }

    /** A walk goes on through windows; a window without one teaches what is usual. */
    private @Nullable Client nextWindow(Template template, Client client, Instant now) {
        boolean walksOn = client.walk != null && !now.isAfter(client.walk.last().plus(config.walkWindow()));
        if (client.walk == null) {
            template.windows.merge(client.ids.size(), 1L, Long::sum);
        }
        return walksOn ? new Client(now, new HashMap<>(), 0, client.lastNumber, new ArrayList<>(), client.walk) : null;
    }

    private void makeRoom(Template template) {
        if (template.clients.size() < MAX_CLIENTS) {
            return;
        }
        String oldest = template.clients.entrySet().stream()
                .min(Map.Entry.<String, Client>comparingByValue((a, b) -> a.begin.compareTo(b.begin))
                        .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        Client closed = template.clients.remove(oldest);
        if (closed != null && closed.walk == null) {
            template.windows.merge(closed.ids.size(), 1L, Long::sum);
        }
    }

    private int threshold(Template template) {
        return (int) Math.min(limit(), Math.max(config.walkMinIds(), Math.ceil(config.walkFactor() * usual(template))));
    }

    /** Different ids in a window that 99 of 100 clients do not exceed. */
    private static int usual(Template template) {
        long total = closedWindows(template);
        long seen = 0;
        int usual = 0;
        for (int ids : template.windows.keySet().stream().sorted().toList()) {
            if (seen >= Math.ceil(0.99 * (double) total)) {
                break;
            }
            seen += template.windows.getOrDefault(ids, 0L);
            usual = ids;
        }
        return usual;
    }

    private static long closedWindows(Template template) {
        return template.windows.values().stream().mapToLong(Long::longValue).sum();
    }

    private int limit() {
        return 100 * config.walkMinIds();
    }

    /** The path's segments that its template replaced. */
    private static String ids(Request request) {
        String[] path = request.path().split("/", -1);
        String[] template = request.template().split("/", -1);
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < path.length && i < template.length; i++) {
            if (!path[i].equals(template[i])) {
                ids.append(ids.isEmpty() ? "" : "/").append(path[i]);
            }
        }
        return ids.toString();
    }

    private static long number(String id) {
        if (id.isEmpty() || id.length() > 18 || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.MIN_VALUE;
        }
        return Long.parseLong(id);
    }

    private Alert alert(Template template, Client client, Request request, Episode walk) {
        String who = String.valueOf(request.client());
        return new Alert(
                AlertId.of(RULE, VERSION, request.template() + '\0' + who, walk.begin()),
                RULE,
                VERSION,
                Alert.Severity.HIGH,
                who + " walks through the ids of " + request.template(),
                walk.begin(),
                walk.begin(),
                walk.last(),
                Map.of("service.name", request.service(), "url.template", request.template(), "client", who),
                "at most " + usual(template) + " different ids within "
                        + config.walkWindow().toSeconds() + " s from 99 of 100 clients (" + closedWindows(template)
                        + " windows since " + template.since + ")",
                walk.count() + " different ids, " + client.steps + " of the last " + client.ids.size()
                        + " one after the other",
                List.of("T1119"),
                walk.evidence(),
                walk.count());
    }
}
