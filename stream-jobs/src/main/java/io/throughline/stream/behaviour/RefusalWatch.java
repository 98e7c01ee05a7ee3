package io.throughline.stream.behaviour;

import io.throughline.core.behaviour.Least;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.detect.AlertId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client is refused at many different endpoints: it looks for what there is (OWASP API9:2023; Jung, Paxson, Berger and Balakrishnan, "Fast portscan
 * detection using sequential hypothesis testing", 2004, found that refusals of different targets tell scanners best).
 *
 * <p>How many different endpoints refuse one client in a window is taken for geometric: after each there is another with a chance that
 * is learned over all clients of the service (with one of each added, so that without any history it is a half). A scan is as many as
 * the learned rate of such windows would bring less often than false alarms are allowed.
 */
final class RefusalWatch {
    static final String RULE = "refusal-scan";

    /** Clients watched at once; beyond it the one whose window began first is closed early. Some 100 bytes each and 50 for each endpoint. */
    static final int MAX_CLIENTS = 1_000;

    /** Endpoints told apart of one client: far more than is alerted on. */
    static final int MAX_ENDPOINTS = 1_000;

    private static final int VERSION = 1;

    private RefusalWatch() {}

    /**
     * What is known of refusals of one service.
     *
     * @param windows closed ones, of one client each, that are no alert
     * @param endpoints that refused in these, each once a window
     */
    public record Refusals(long windows, long endpoints, Map<String, Client> clients) {
        static Refusals none() {
            return new Refusals(0, 0, new HashMap<>());
        }
    }

    /** One client in its present window. */
    public record Client(
            Instant begin,
            Map<String, Long> refusals,
            List<Evidence> evidence,
            @Nullable Alert alert) {}

    /** @param learned whether the service is known long enough */
    static Refusals refused(
            Refusals state, Instant since, boolean learned, News news, BehaviourConfig config, Consumer<Alert> alerts) {
        Refusals refusals = sweep(state, news.time(), config.window());
        String who = String.valueOf(news.caller());
        Client client = refusals.clients.get(who);
        if (client == null) {
            refusals = makeRoom(refusals);
            client = new Client(news.time(), new HashMap<>(), new ArrayList<>(), null);
        }
        if (client.refusals.size() < MAX_ENDPOINTS || client.refusals.containsKey(news.endpoint())) {
            client.refusals.merge(news.endpoint(), 1L, Long::sum);
        }
        if (client.evidence.size() < Alert.MAX_EVIDENCE) {
            client.evidence.add(news.evidence());
        }
        Alert alert = client.alert;
        int seen = client.refusals.size();
        int enough = enough(refusals, since, news.time(), config);
        if (learned && seen >= enough && (alert == null || seen >= 2 * alert.count())) {
            alert = alert(refusals, since, who, client, enough, news, config.window());
            alerts.accept(alert);
        }
        refusals.clients.put(who, new Client(client.begin, client.refusals, client.evidence, alert));
        return refusals;
    }

    /** So many different endpoints are too many. */
    static int enough(Refusals refusals, Instant since, Instant now, BehaviourConfig config) {
        double another = another(refusals);
        double hours = Math.max(1.0 / 60, Duration.between(since, now).toMillis() / 3.6e6);
        double windowsPerHour = (double) (refusals.windows + 1) / hours;
        double allowed = Math.min(1, config.falseAlarmsPerHour() / windowsPerHour);
        double enough = 1 + Math.ceil(Math.log(allowed) / Math.log(another));
        return (int) Math.min(MAX_ENDPOINTS, Math.max(config.refusedEndpoints(), enough));
    }

    private static double another(Refusals refusals) {
        return (double) (refusals.endpoints - refusals.windows + 1) / (double) (refusals.endpoints + 2);
    }

    private static Refusals sweep(Refusals refusals, Instant now, Duration window) {
        long windows = refusals.windows;
        long endpoints = refusals.endpoints;
        for (var clients = refusals.clients.values().iterator(); clients.hasNext(); ) {
            Client client = clients.next();
            if (now.isAfter(client.begin.plus(window))) {
                windows += client.alert == null ? 1 : 0;
                endpoints += client.alert == null ? client.refusals.size() : 0;
                clients.remove();
            }
        }
        return new Refusals(windows, endpoints, refusals.clients);
    }

    private static Refusals makeRoom(Refusals refusals) {
        if (refusals.clients.size() < MAX_CLIENTS) {
            return refusals;
        }
        Client closed = refusals.clients.remove(Least.of(refusals.clients, Comparator.comparing(Client::begin)));
        return closed == null || closed.alert != null
                ? refusals
                : new Refusals(refusals.windows + 1, refusals.endpoints + closed.refusals.size(), refusals.clients);
    }

    private static Alert alert(
            Refusals refusals, Instant since, String who, Client client, int enough, News news, Duration window) {
        Alert before = client.alert;
        long requests =
                client.refusals.values().stream().mapToLong(Long::longValue).sum();
        return new Alert(
                AlertId.of(RULE, VERSION, news.service() + '\0' + who, client.begin),
                RULE,
                VERSION,
                Alert.Severity.MEDIUM,
                who + " is refused at many endpoints of " + news.service(),
                before == null ? news.time() : before.time(),
                client.begin,
                news.time(),
                Map.of("service.name", news.service(), "client", who),
                String.format(
                        Locale.ROOT,
                        "fewer than %d endpoints that refuse one client within %d s (%d windows with %d since %s)",
                        enough,
                        window.toSeconds(),
                        refusals.windows,
                        refusals.endpoints,
                        since),
                client.refusals.size() + " endpoints refused " + requests + " requests, such as "
                        + String.join(
                                ", ",
                                client.refusals.keySet().stream()
                                        .sorted()
                                        .limit(5)
                                        .toList()),
                List.of("T1595.003"),
                client.evidence,
                client.refusals.size());
    }
}
