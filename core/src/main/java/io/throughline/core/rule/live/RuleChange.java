package io.throughline.core.rule.live;

import io.throughline.core.rule.yaml.YamlReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code throughline.rules}: a rule file that is in force from now on, in place of the one of its id, or that one's withdrawal.
 *
 * @param text null where the file is withdrawn, or {@code problem} says why it cannot be taken
 * @param writtenMillis when it was written into the topic; never before the change of its id that it follows
 * @param offset in the topic, by which changes are told apart and put in order
 * @param problem null where there is none that can be seen without reading the text
 */
public record RuleChange(
        String id,
        @Nullable String text,
        long writtenMillis,
        long offset,
        @Nullable String problem) {
    /** Changes within so long take effect together, and the tasks have heard of them before: of event time, not of a clock. */
    public static final long STEP_MILLIS = 5_000;

    private static final int MAX_ID_CHARS = 256;
    private static final int MAX_BYTES = 4 * YamlReader.MAX_CHARS;
    private static final String NO_ID = "(no key)";

    /**
     * A record of the topic.
     *
     * @param value null where the record withdraws its key, as compaction has it
     * @param partition the topic has one, so that all changes have one order
     */
    public static RuleChange of(
            byte @Nullable [] key, byte @Nullable [] value, long writtenMillis, int partition, long offset) {
        String id = key == null ? null : decoded(key);
        String problem = problem(id, partition);
        String shown = id == null || problem(id, 0) != null ? NO_ID : id;
        if (problem != null || value == null) {
            return new RuleChange(shown, null, writtenMillis, offset, problem);
        }
        if (value.length > MAX_BYTES) {
            return new RuleChange(
                    shown, null, writtenMillis, offset, "the file is larger than " + MAX_BYTES + " bytes");
        }
        String text = decoded(value);
        return new RuleChange(shown, text, writtenMillis, offset, text == null ? "the file is not in UTF-8" : null);
    }

    /** Why a file cannot have this name; null where it can. */
    public static @Nullable String problemOfId(String id) {
        return problem(id, 0);
    }

    private static @Nullable String problem(@Nullable String id, int partition) {
        if (partition != 0) {
            return "is in partition " + partition + ": the topic has one partition, so that changes have an order";
        }
        if (id == null || id.isBlank() || id.length() > MAX_ID_CHARS) {
            return "a rule file's name has 1 to " + MAX_ID_CHARS + " characters in UTF-8";
        }
        return id.chars().anyMatch(Character::isISOControl) ? "a rule file's name has no control characters" : null;
    }

    private static @Nullable String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    public boolean isWithdrawal() {
        return text == null && problem == null;
    }

    /**
     * From when on, in milliseconds of event time, it takes the place of the change before: the second next full step behind the writing. So
     * a record is judged by the same version whenever it is read, as long as the versions are known.
     */
    public long takesEffectMillis() {
        return (Math.floorDiv(writtenMillis, STEP_MILLIS) + 2) * STEP_MILLIS;
    }

    /** What is known of it where it cannot be kept. */
    RuleChange refused(String why) {
        return new RuleChange(id, null, writtenMillis, offset, why);
    }

    RuleChange notBefore(long millis) {
        return writtenMillis >= millis ? this : new RuleChange(id, text, millis, offset, problem);
    }
}
