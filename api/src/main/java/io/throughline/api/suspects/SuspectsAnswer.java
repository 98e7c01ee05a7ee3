package io.throughline.api.suspects;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.throughline.core.health.Suspect;
import io.throughline.core.store.TimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The services that may have broken, the most suspect first.
 *
 * @param baselineFrom since when was learned from, up to {@code from}
 * @param flows looked at in the window
 * @param lines looked at in the window
 * @param baselineFlows learned from
 * @param baselineLines learned from
 * @param limitReached whether there is more in any of these times than was looked at: then the newest were
 */
record SuspectsAnswer(
        String from,
        String to,
        String baselineFrom,
        List<Stretch> faultFree,
        List<Item> items,
        int flows,
        int lines,
        int baselineFlows,
        int baselineLines,
        boolean limitReached) {
    /** A time known to be without fault. */
    record Stretch(String from, String to) {
        static Stretch of(TimeRange range) {
            return new Stretch(range.from().toString(), range.to().toString());
        }
    }

    /** One service; {@code instance} is absent where none stands out. */
    record Item(
            int rank,
            String service,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String instance,

            double score,
            String reason,
            List<Clue> evidence) {
        static Item of(Suspect suspect) {
            return new Item(
                    suspect.rank(),
                    suspect.service(),
                    suspect.instance(),
                    rounded(suspect.score()),
                    suspect.reason(),
                    suspect.clues().stream().map(Clue::of).toList());
        }
    }

    /** A trait that changed, as in {@code suspects.ndjson}. */
    record Clue(String kind, String context, double score, String reason, List<String> records) {
        static Clue of(Suspect.Clue clue) {
            return new Clue(clue.kind(), clue.context(), rounded(clue.nats()), clue.words(), clue.records());
        }
    }

    private static double rounded(double nats) {
        return Math.round(nats * 1_000) / 1_000.0;
    }
}
