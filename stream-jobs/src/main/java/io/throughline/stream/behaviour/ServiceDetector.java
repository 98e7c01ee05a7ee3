package io.throughline.stream.behaviour;

import io.throughline.core.behaviour.Chance;
import io.throughline.core.model.Alert;
import io.throughline.stream.behaviour.ServiceMemory.Known;
import io.throughline.stream.detect.Detector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges what is new about a service, as callee and as caller, by how long it is known and how often there was anything new. Every
 * detector of services, edges and endpoints is a method here, since all need the same memory of the service.
 *
 * <p>A service is known once it was seen for {@code learnFor}, whether it calls or is called: so the first call ever of one that
 * only ever answered is news. Where much is new all the time, nothing is told, see {@link BehaviourConfig#rare}.
 */
public final class ServiceDetector implements Detector<News, ServiceMemory> {
    /** Alerts that grow at once; what is told beyond does not grow. */
    private static final int MAX_OPEN = 100;

    /** Of a service that was seen less often, nothing is known well enough for anything to be new. */
    static final int MIN_TIMES = 20;

    private static final long serialVersionUID = 1L;

    private final BehaviourConfig config;
    private final OpenApiDocuments documents;

    public ServiceDetector(BehaviourConfig config, OpenApiDocuments documents) {
        this.config = config;
        this.documents = documents;
    }

    @Override
    public String rule() {
        return "service-behaviour";
    }

    @Override
    public Class<ServiceMemory> stateType() {
        return ServiceMemory.class;
    }

    @Override
    public String keyOf(News news) {
        return news.about();
    }

    @Override
    public Instant knownAt(News news) {
        return news.time();
    }

    @Override
    public String idOf(News news) {
        return news.evidence().event() + news.kind();
    }

    @Override
    public ServiceMemory observe(@Nullable ServiceMemory state, News news, Consumer<Alert> alerts) {
        ServiceMemory memory = state != null ? state : ServiceMemory.begin(news.time());
        close(memory, news.time());
        return switch (news.kind()) {
            case FIRST, RETURNED -> endpoint(memory, news, alerts);
            case MORE, REFRESH -> moreOfEndpoint(memory, news, alerts);
            case FIRST_BY -> asks(memory, news, alerts);
            case MORE_BY, REFRESH_BY -> asksAgain(memory, news, alerts);
            case REFUSED ->
                memory.with(RefusalWatch.refused(
                        memory.refusals(),
                        memory.since(),
                        config.learned(memory.since(), news.time()),
                        news,
                        config,
                        alerts));
            case ROOT -> root(memory, news, alerts);
        };
    }

    private static void close(ServiceMemory memory, Instant now) {
        memory.open().values().removeIf(alert -> now.isAfter(alert.windowStart().plus(EndpointWatch.EPISODE)));
    }

    private boolean ready(ServiceMemory memory, Map<String, Known> things, Instant now) {
        return config.learned(memory.since(), now)
                && ServiceMemory.times(memory.endpoints()) + ServiceMemory.times(memory.asked()) >= MIN_TIMES
                && config.rare(ServiceMemory.once(things), memory.since(), now);
    }

    private ServiceMemory endpoint(ServiceMemory memory, News news, Consumer<Alert> alerts) {
        if (!news.endpoint().isEmpty()) {
            boolean told = undocumented(memory, news, alerts);
            boolean unknown = !memory.endpoints().containsKey(news.endpoint());
            boolean explained = unknown && Recombined.of(memory.endpoints().keySet(), news.endpoint());
            if (oldVersion(memory, news, unknown, alerts)) {
                told = true;
            } else if (unknown && !explained && ready(memory, memory.endpoints(), news.time())) {
                told = true;
                alerts.accept(open(memory, NewsAlert.newEndpoint(memory, news)));
            }
            ServiceMemory.remember(memory.endpoints(), news.endpoint(), news.time(), news.times(), told || explained);
        }
        return news.caller() == null ? memory : memory.called();
    }

    /** Whether a document that is given does not know it: nothing needs to be learned for that. */
    private boolean undocumented(ServiceMemory memory, News news, Consumer<Alert> alerts) {
        if (!documents.has(news.service()) || documents.knows(news.service(), news.endpoint())) {
            return false;
        }
        alerts.accept(open(memory, NewsAlert.undocumented(memory, news, documents.count(news.service()))));
        return true;
    }

    /** A version that nobody asks for any more, or that nobody ever asked for, while a later one is in use. */
    private boolean oldVersion(ServiceMemory memory, News news, boolean unknown, Consumer<Alert> alerts) {
        Optional<ApiVersion> asked = ApiVersion.in(news.endpoint());
        if (asked.isEmpty()
                || !config.learned(memory.since(), news.time())
                || !(unknown || news.kind() == News.Kind.RETURNED)) {
            return false;
        }
        Optional<String> later = asked.get().laterIn(memory.endpoints().keySet());
        later.ifPresent(known -> alerts.accept(open(memory, NewsAlert.oldVersion(news, known))));
        return later.isPresent();
    }

    private ServiceMemory moreOfEndpoint(ServiceMemory memory, News news, Consumer<Alert> alerts) {
        if (news.endpoint().isEmpty()) {
            return memory;
        }
        ServiceMemory.remember(memory.endpoints(), news.endpoint(), news.time(), news.times(), false);
        if (news.kind() == News.Kind.REFRESH) {
            undocumented(memory, news, alerts);
        } else {
            grow(memory, news, alerts);
        }
        return news.caller() == null ? memory : memory.called();
    }

    private ServiceMemory asks(ServiceMemory memory, News news, Consumer<Alert> alerts) {
        boolean ready = ready(memory, memory.asked(), news.time());
        boolean calleesReady = ready(memory, memory.callees(), news.time());
        boolean newCallee = !memory.callees().containsKey(news.service());
        boolean unknown = !memory.asked().containsKey(news.target());
        boolean explained = unknown && Recombined.of(memory.asked().keySet(), news.target());
        if (calleesReady && newCallee && ControlPlane.is(news.service())) {
            alerts.accept(open(memory, NewsAlert.controlPlane(memory, news)));
        } else if (calleesReady && newCallee && usualCallees(memory).isEmpty()) {
            alerts.accept(open(memory, NewsAlert.firstCall(memory, news)));
        }
        if (ready && unknown && !explained && usedBefore(news)) {
            sensitive(memory, news, alerts);
            exposed(memory, news, alerts);
        }
        // What came when all else was known is no sign that much is new here, whether a rule had a word for it or not.
        ServiceMemory.remember(memory.callees(), news.service(), news.time(), news.times(), calleesReady);
        ServiceMemory.remember(memory.asked(), news.target(), news.time(), news.times(), ready || explained);
        if (calleesReady && newCallee) {
            fanOut(memory, news, alerts);
        }
        return memory;
    }

    private ServiceMemory asksAgain(ServiceMemory memory, News news, Consumer<Alert> alerts) {
        ServiceMemory.remember(memory.callees(), news.service(), news.time(), news.times(), false);
        ServiceMemory.remember(memory.asked(), news.target(), news.time(), news.times(), false);
        grow(memory, news, alerts);
        return memory;
    }

    /** Whether others have asked for it long enough to say who does. */
    private boolean usedBefore(News news) {
        return news.callers() > 0 && config.learned(news.since(), news.time());
    }

    private void sensitive(ServiceMemory memory, News news, Consumer<Alert> alerts) {
        SensitiveWords.of(config.sensitive(), news.endpoint())
                .ifPresent(word -> alerts.accept(open(memory, NewsAlert.sensitive(memory, news, word))));
    }

    /** What only services asked for is asked for by one at which requests come in. */
    private static void exposed(ServiceMemory memory, News news, Consumer<Alert> alerts) {
        if (memory.rooted() > 0) {
            alerts.accept(open(memory, NewsAlert.exposed(memory, news)));
        }
    }

    private void fanOut(ServiceMemory memory, News news, Consumer<Alert> alerts) {
        Instant from = news.time().minus(config.window());
        TreeSet<String> fresh = memory.callees().entrySet().stream()
                .filter(callee -> callee.getValue().first().isAfter(from))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        long earlier = memory.callees().values().stream()
                .filter(callee -> !callee.told()
                        && callee.first().isAfter(memory.since().plus(config.learnFor()))
                        && !callee.first().isAfter(from))
                .count();
        Instant learnedBy = memory.since().plus(config.learnFor());
        double watchedMillis = Math.max(1, Duration.between(learnedBy, from).toMillis());
        double expected = (double) earlier * (double) config.window().toMillis() / watchedMillis;
        double budget = config.falseAlarmsPerHour() * config.window().toMillis() / 3.6e6;
        if (fresh.size() >= config.fanOutTargets() && Chance.poisson(expected, fresh.size()) <= budget) {
            String key = NewsAlert.key(NewsAlert.FAN_OUT, "");
            Alert open = memory.open().get(key);
            Alert alert = open == null
                    ? NewsAlert.fanOut(memory, news, fresh, expected, config.window())
                    : NewsAlert.grown(open, news, String.join(", ", NewsAlert.some(fresh)));
            memory.open().put(key, alert);
            alerts.accept(alert);
        }
    }

    private ServiceMemory root(ServiceMemory memory, News news, Consumer<Alert> alerts) {
        boolean behind = memory.calls() > 0 && !memory.endpoints().isEmpty();
        // By when the flow began: that it was told a minute later is no minute more to learn from.
        Instant began = news.since();
        boolean never = config.rare(memory.rooted(), memory.since(), began);
        if (!behind || !never || !config.learned(memory.since(), began)) {
            return memory.rooted(news.time());
        }
        String key = NewsAlert.key(NewsAlert.NO_GATEWAY, "");
        Alert open = memory.open().get(key);
        Alert alert = open == null ? NewsAlert.noGateway(memory, news) : NewsAlert.grown(open, news, "");
        memory.open().put(key, alert);
        if (Long.bitCount(alert.count()) == 1) {
            alerts.accept(alert);
        }
        return memory;
    }

    private static Alert open(ServiceMemory memory, NewsAlert.Made made) {
        if (memory.open().size() < MAX_OPEN) {
            memory.open().put(made.key(), made.alert());
        }
        return made.alert();
    }

    private static void grow(ServiceMemory memory, News news, Consumer<Alert> alerts) {
        for (Map.Entry<String, Alert> open : memory.open().entrySet()) {
            if (NewsAlert.isAbout(open.getKey(), news)) {
                Alert grown = NewsAlert.grown(open.getValue(), news, "");
                open.setValue(grown);
                if (Long.bitCount(grown.count()) == 1) {
                    alerts.accept(grown);
                }
            }
        }
    }

    private static List<String> usualCallees(ServiceMemory memory) {
        return memory.callees().entrySet().stream()
                .filter(callee -> !callee.getValue().told())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
