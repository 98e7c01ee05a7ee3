package io.throughline.ingest.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * What becomes of log files, each at a hundred random moments: no line is lost, and none gets two ids. A failure names the seed
 * of its moment.
 */
class RotationTest {
    private static final int MOMENTS = 100;
    private static final String ALL = "*.log*";

    @TempDir
    Path folder;

    @TempDir(factory = Memory.class)
    Path memory;

    private interface Script {
        void run(RotationRun run) throws IOException;
    }

    @Test
    void renamesTheFile() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            run.rename("app.log", "app.log.1");
            log.lines();
            run.create("app.log").lines();
            log.lines();
        });
    }

    @Test
    void renamesAWholeChainAndDeletesTheOldest() throws IOException {
        atRandomMoments(ALL, run -> {
            List<RotationRun.Log> logs = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                if (round > 2) {
                    run.delete("app.log.2", logs.get(round - 3));
                }
                if (round > 1) {
                    run.rename("app.log.1", "app.log.2");
                }
                if (round > 0) {
                    run.rename("app.log", "app.log.1");
                }
                RotationRun.Log log = run.create("app.log");
                logs.add(log);
                log.lines();
            }
        });
    }

    @Test
    void renamesTheFileAndCreatesTheNextLater() throws IOException {
        atRandomMoments(ALL, run -> {
            run.create("app.log").lines();
            run.rename("app.log", "app.log-20261122");
            run.look();
            run.look();
            run.create("app.log").lines();
        });
    }

    @Test
    void renamesThroughNamesOfDates() throws IOException {
        atRandomMoments(ALL, run -> {
            for (int day = 20; day < 24; day++) {
                RotationRun.Log log = run.create("app.log");
                log.lines();
                run.rename("app.log", "app.log-202611" + day + "T000000Z");
                log.lines();
            }
        });
    }

    @Test
    void renamesTheFileAndPacksIt() throws IOException {
        atRandomMoments(ALL, run -> {
            run.create("app.log").lines();
            run.rename("app.log", "app.log.1");
            run.create("app.log").lines();
            run.pack("app.log.1");
            run.rename("app.log.1.gz", "app.log.2.gz");
            run.rename("app.log", "app.log.1");
            run.pack("app.log.1");
        });
    }

    @Test
    void copiesTheFileAndTruncatesIt() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            for (int round = 0; round < 3; round++) {
                log.lines();
                if (round > 0) {
                    run.rename("app.log.1", "app.log." + (round + 1));
                }
                run.copy("app.log", "app.log.1");
                run.truncate("app.log");
                log = run.anew(log);
            }
            log.lines();
        });
    }

    @Test
    void copiesTheFileWhileALineIsHalfWrittenAndTruncatesIt() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            log.unfinished();
            run.copy("app.log", "app.log.1");
            run.truncate("app.log");
            RotationRun.Log rest = run.anew(log);
            // The line was torn apart by whoever copied it: its rest is a line of the new content.
            rest.piece(" and so on\n");
            rest.lines();
            run.endOf("app.log.1", log);
        });
    }

    @Test
    void copiesTheFileTruncatesItAndPacksTheCopy() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            run.copy("app.log", "app.log.1");
            run.truncate("app.log");
            RotationRun.Log next = run.anew(log);
            next.lines();
            run.pack("app.log.1");
            next.lines();
        });
    }

    @Test
    void copiesTheFileAndTruncatesItAfterFurtherLines() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            log.lines();
            run.copy("app.log", "app.log.1");
            RotationRun.Log between = run.anew(log);
            between.lines();
            between.destroyed();
            run.truncate("app.log");
            run.anew(log).lines();
        });
    }

    @Test
    void truncatesTheFileWhileItIsRead() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            for (int i = 0; i < 30; i++) {
                log.lines();
            }
            RotationRun.Log next = run.anew(log);
            run.uponSend(() -> {
                log.destroyed();
                run.truncate("app.log");
                next.lines();
            });
            run.look();
            run.look();
        });
    }

    @Test
    void truncatesTheFileAndWritesMoreThanItHad() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            log.destroyed();
            run.truncateAtOnce("app.log");
            RotationRun.Log next = run.anew(log);
            for (int i = 0; i < 5; i++) {
                next.lines();
            }
        });
    }

    @Test
    void truncatesTheFileAndWritesTheSameFirstLine() throws IOException {
        atRandomMoments(ALL, run -> {
            // What is known of a content is as old as the offsets on disk: a kill just before would leave the first
            // line alone.
            run.kills = 0;
            RotationRun.Log log = run.create("app.log");
            for (int round = 0; round < 3; round++) {
                log.head("the same first line in each of them");
                log.lines();
                run.save();
                log.destroyed();
                run.truncate("app.log");
                log = run.anew(log);
            }
            log.head("the same first line in each of them");
            log.lines();
        });
    }

    @Test
    void deletesTheFileWhileItIsWrittenTo() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            run.delete("app.log", log);
            log.lines();
        });
    }

    @Test
    void deletesTheFileAndCreatesItAgain() throws IOException {
        atRandomMoments(ALL, run -> {
            for (int round = 0; round < 4; round++) {
                RotationRun.Log log = run.create("app.log");
                log.lines();
                log.end();
                run.delete("app.log", log);
            }
        });
    }

    @Test
    void givesTheInodeOfADeletedFileToAnother() throws IOException {
        int[] reused = {0};
        atRandomMoments(ALL, run -> {
            run.kills = 0;
            Object before = null;
            for (int round = 0; round < 6; round++) {
                RotationRun.Log log = run.create("app.log");
                Object inode = Files.getAttribute(run.folder.resolve("app.log"), "unix:ino");
                reused[0] += inode.equals(before) ? 1 : 0;
                before = inode;
                log.head("every one of them begins alike");
                log.lines();
                log.end();
                run.keepUp();
                run.killWhile(() -> {
                    log.destroyed();
                    Files.delete(run.folder.resolve("app.log"));
                });
            }
        });
        assertThat(reused[0]).as("inodes used again").isPositive();
    }

    @Test
    void hasFilesThatBeginAlike() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log one = run.create("one.log");
            RotationRun.Log two = run.create("two.log");
            RotationRun.Log numbered = run.create("two.log.1");
            for (RotationRun.Log log : List.of(one, two, numbered)) {
                log.head("all of them begin with this, which says nothing of what they are and is long".repeat(5));
                log.lines();
            }
            one.lines();
            two.lines();
        });
    }

    @Test
    void growsFromLessThanItsFirstLine() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.unfinished();
            run.look();
            log.piece("\n");
            log.lines();
        });
    }

    @Test
    void staysEmptyForAWhile() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            run.look();
            run.look();
            run.rename("app.log", "app.log.1");
            run.create("app.log").lines();
            log.lines();
        });
    }

    @Test
    void putsAnotherFileInItsPlace() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            RotationRun.Log next = run.create("next");
            next.lines();
            run.seeIt();
            log.gone();
            run.rename("next", "app.log");
            next.lines();
        });
    }

    @Test
    void hasSeveralNamesForOneFile() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            Files.createLink(run.folder.resolve("linked.log"), run.folder.resolve("app.log"));
            log.lines();
            Files.delete(run.folder.resolve("app.log"));
            log.lines();
        });
    }

    @Test
    void turnsALinkToAnotherFile() throws IOException {
        atRandomMoments("links/*.log", run -> {
            Files.createDirectories(run.folder.resolve("links"));
            for (int round = 0; round < 3; round++) {
                RotationRun.Log log = run.create("pod-" + round);
                log.lines();
                run.link("links/app.log", "../pod-" + round);
                log.lines();
                run.seeIt();
                log.gone();
            }
        });
    }

    @Test
    void turnsALinkToAnotherFolder() throws IOException {
        atRandomMoments("..data/*.log", run -> {
            for (int round = 0; round < 3; round++) {
                Files.createDirectories(run.folder.resolve("v" + round));
                RotationRun.Log log = run.create("v" + round + "/app.log");
                log.lines();
                run.link("..data", "v" + round);
                log.lines();
                run.seeIt();
                log.gone();
            }
        });
    }

    @Test
    void renamesTheFolderAndMakesItAnew() throws IOException {
        atRandomMoments("pod*/*.log", run -> {
            Files.createDirectories(run.folder.resolve("pod"));
            RotationRun.Log log = run.create("pod/app.log");
            log.lines();
            run.rename("pod", "pod-old");
            log.lines();
            Files.createDirectories(run.folder.resolve("pod"));
            run.create("pod/app.log").lines();
        });
    }

    @Test
    void endsWithoutALineFeedAndIsDeleted() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            log.unfinished();
            log.end();
            run.delete("app.log", log);
        });
    }

    @Test
    void killsTheShipperAgainAndAgain() throws IOException {
        atRandomMoments(ALL, run -> {
            run.kills = 40;
            RotationRun.Log log = run.create("app.log");
            for (int i = 0; i < 5; i++) {
                log.lines();
            }
            run.rename("app.log", "app.log.1");
            run.create("app.log").lines();
        });
    }

    @Test
    void rotatesSeveralTimesWhileTheShipperIsAway() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            run.killWhile(() -> {
                log.lines();
                Files.move(run.folder.resolve("app.log"), run.folder.resolve("app.log.3"));
                for (int i = 2; i > 0; i--) {
                    RotationRun.Log next = run.create("app.log");
                    next.lines();
                    Files.move(run.folder.resolve("app.log"), run.folder.resolve("app.log." + i));
                }
            });
            run.create("app.log").lines();
        });
    }

    @Test
    void packsTheFileWhileTheShipperIsAway() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            run.look();
            run.seeIt();
            run.save();
            run.killWhile(() -> {
                run.packAtOnce("app.log", "app.log.2.gz");
                run.create("app.log").lines();
            });
        });
    }

    @Test
    void rotatesBetweenThePartsThatDockerSplit() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("c-json.log");
            log.lines();
            log.line(text -> docker(text + "\\n"));
            log.line(text -> docker(text));
            run.rename("c-json.log", "c-json.log.1");
            RotationRun.Log next = run.create("c-json.log");
            next.line(text -> docker(text));
            next.line(text -> docker(text + "\\n"));
            next.line(text -> docker(text + "\\n"));
        });
    }

    @Test
    void rotatesBetweenThePartsOfACriLine() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("0.log");
            log.line(text -> cri('F', text));
            log.line(text -> cri('P', text));
            run.rename("0.log", "0.log.20261122-100000");
            RotationRun.Log next = run.create("0.log");
            next.line(text -> cri('F', text));
            next.line(text -> cri('P', text));
            next.line(text -> cri('F', text));
        });
    }

    @Test
    void rotatesWithinAStackTrace() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.line(text -> "ERROR " + text);
            log.line(text -> "java.lang.IllegalStateException: " + text);
            log.line(text -> "\tat " + text);
            run.rename("app.log", "app.log.1");
            log.line(text -> "\tat " + text);
            run.create("app.log").line(text -> "ERROR " + text);
        });
    }

    @Test
    void rotatesManyTimesAtOnce() throws IOException {
        atRandomMoments(ALL, run -> {
            for (int i = 0; i < 12; i++) {
                run.create("app.log").lines();
                run.rename("app.log", "app.log." + (100 + i));
            }
        });
    }

    @Test
    void appearsAndVanishesWithinAMoment() throws IOException {
        atRandomMoments(ALL, run -> {
            for (int i = 0; i < 5; i++) {
                String name = "job-" + i + "x.log";
                RotationRun.Log log = run.create(name);
                log.lines();
                log.end();
                run.delete(name, log);
            }
        });
    }

    @Test
    void becomesAFolderAndAFileAgain() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            run.rename("app.log", "app.log.1");
            Files.createDirectory(run.folder.resolve("app.log"));
            log.lines();
            Files.delete(run.folder.resolve("app.log"));
            run.create("app.log").lines();
        });
    }

    @Test
    void becomesAPipeThatNobodyWritesTo() throws IOException {
        Path pipe = folder.resolve("pipe");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(made.onExit().join().exitValue()).isZero();
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            run.rename("app.log", "app.log.1");
            Files.createLink(run.folder.resolve("app.log"), pipe);
            log.lines();
            Path device = run.folder.resolve("null.log");
            Files.createSymbolicLink(device, Path.of("/dev/null"));
            run.look();
            Files.delete(device);
        });
    }

    @Test
    void hasBytesThatAHostNeverWrote() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            log.piece("\0".repeat(1 + run.random.nextInt(20_000)));
            log.lines();
            log.piece("\0\0\n\0");
            log.lines();
        });
    }

    @Test
    void isTruncatedUnderAWriterThatGoesOnAtItsOldPlace() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.createAtAPlace("app.log");
            log.lines();
            run.copy("app.log", "app.log.1");
            run.truncate("app.log");
            RotationRun.Log next = run.anew(log);
            next.lines();
            next.lines();
        });
    }

    @Test
    void hasAClockThatGoesBackwards() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            for (int i = 5; i > 0; i--) {
                log.lines();
                Files.setLastModifiedTime(run.folder.resolve("app.log"), FileTime.fromMillis(i * 1000L));
            }
            run.rename("app.log", "app.log.1");
            log.lines();
        });
    }

    @Test
    void hasMoreFilesThanMayBeOpen() throws IOException {
        atRandomMoments(ALL, Map.of("ship.max-open", "8"), run -> {
            List<RotationRun.Log> logs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                logs.add(run.create("app" + i + "x.log"));
                logs.getLast().lines();
                assertThat(run.open()).isLessThanOrEqualTo(8);
            }
            for (RotationRun.Log log : logs) {
                log.lines();
            }
            run.rename("app3x.log", "app3x.log.1");
            logs.get(3).lines();
            assertThat(run.open()).isLessThanOrEqualTo(8);
        });
    }

    @Test
    void losesItsRegistryWhichWasCutOrFlipped() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            run.save();
            run.rename("app.log", "app.log.1");
            run.create("app.log").lines();
            run.save();
            run.killWhile(() -> {
                Path file = run.registry("registry");
                byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[] {1};
                int at = run.random.nextInt(bytes.length);
                bytes[at] ^= 8;
                Files.write(file, run.random.nextBoolean() ? bytes : Arrays.copyOf(bytes, at));
            });
            log.lines();
        });
    }

    @Test
    void cannotWriteItsRegistryForAWhile() throws IOException {
        atRandomMoments(ALL, run -> {
            RotationRun.Log log = run.create("app.log");
            log.lines();
            Path fresh = run.registry("registry.new");
            Files.deleteIfExists(fresh);
            // Whatever is written there meets a full disk.
            Files.createSymbolicLink(fresh, Path.of("/dev/full"));
            log.lines();
            run.rename("app.log", "app.log.1");
            run.create("app.log").lines();
            run.look();
            Files.deleteIfExists(fresh);
        });
    }

    private static String docker(String text) {
        return "{\"log\":\"" + text + "\",\"stream\":\"stdout\",\"time\":\"2026-11-22T10:00:00.000000001Z\"}";
    }

    private static String cri(char tag, String text) {
        return "2026-11-22T10:00:00.000000001Z stdout " + tag + " " + text;
    }

    private void atRandomMoments(String pattern, Script script) throws IOException {
        atRandomMoments(pattern, Map.of(), script);
    }

    private void atRandomMoments(String pattern, Map<String, String> settings, Script script) throws IOException {
        for (long seed = 1; seed <= MOMENTS; seed++) {
            Path own = folder.resolve("seed-" + seed);
            Path registry = memory.resolve("seed-" + seed);
            try (RotationRun run = new RotationRun(seed, own, registry, pattern, settings)) {
                script.run(run);
                run.check();
            }
        }
    }

    /** Offsets are forced to disk thousands of times here, which takes its time on a real one. */
    static final class Memory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "throughline")
                    : Files.createTempDirectory("throughline");
        }
    }
}
